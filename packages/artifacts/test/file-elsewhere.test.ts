import path from "node:path";
import { openArtifactStore } from "@millrace/artifacts";
import { testStore } from "./suite.ts";
import { ownDisk } from "./support/own-disk.ts";

/** ramfs is none of the file systems that are known to be quick, so it is called as a network's file system is. */
const disk = ownDisk("ramfs", "mode=0700");

testStore({
  name: "file on a file system that may be slow",
  skip: typeof disk === "string" && disk,
  readOnly: false,
  start() {
    if (typeof disk === "string") throw new Error(disk);
    const options = { localRoots: [disk.folder] };
    return Promise.resolve({
      open: (folder) => openArtifactStore(path.join(disk.folder, folder), options),
      stop: () => Promise.resolve(disk.remove()),
    });
  },
});
