import { tempDir } from "@millrace/testkit";
import { openArtifactStore } from "@millrace/artifacts";
import path from "node:path";
import { testStore } from "./suite.ts";

testStore({
  name: "file",
  skip: false,
  readOnly: false,
  start() {
    const root = tempDir();
    const options = { localRoots: [root] };
    return Promise.resolve({
      open: (folder) => openArtifactStore(path.join(root, folder), options),
      stop: () => Promise.resolve(),
    });
  },
});
