import path from "node:path";
import { openArtifactStore } from "@millrace/artifacts";
import { tempDir } from "@millrace/testkit";
import { testStore } from "./suite.ts";
import { serveFolder } from "./support/web-server.ts";

testStore({
  name: "http",
  skip: false,
  readOnly: true,
  async start() {
    const root = tempDir();
    const { host, stop } = await serveFolder(root);
    const options = { localRoots: [root], http: { allowedHosts: [host] } };
    return {
      open: (folder) => openArtifactStore(`http://${host}/${folder}`, options),
      openWriter: (folder) => openArtifactStore(path.join(root, folder), options),
      stop,
    };
  },
});
