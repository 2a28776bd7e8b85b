import { BlobServiceClient } from "@azure/storage-blob";
import { openArtifactStore } from "@millrace/artifacts";
import { azureMissing, startAzure } from "@millrace/testkit";
import { testStore } from "./suite.ts";

testStore({
  name: "azure",
  skip: azureMissing(),
  readOnly: false,
  async start() {
    const { account, connectionString, kill } = await startAzure();
    await BlobServiceClient.fromConnectionString(connectionString).createContainer("millrace");
    const options = { localRoots: [], azure: { connectionString } };
    const root = `wasbs://millrace@${account}.blob.core.windows.net`;
    return { open: (folder) => openArtifactStore(`${root}/${folder}`, options), stop: kill };
  },
});
