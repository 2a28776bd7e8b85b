import { openArtifactStore } from "@millrace/artifacts";
import { s3Missing, startS3 } from "@millrace/testkit";
import { testStore } from "./suite.ts";

testStore({
  name: "s3",
  skip: s3Missing(),
  readOnly: false,
  async start() {
    const { url, bucket, accessKeyId, secretAccessKey, kill } = await startS3();
    const options = { localRoots: [], s3: { endpoint: url, accessKeyId, secretAccessKey } };
    return { open: (folder) => openArtifactStore(`s3://${bucket}/${folder}`, options), stop: kill };
  },
});
