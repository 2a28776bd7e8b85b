import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { openArtifactStore } from "@millrace/artifacts";
import { gcsMissing, startGcs, tempDir } from "@millrace/testkit";
import { testStore } from "./suite.ts";

testStore({
  name: "gs",
  skip: gcsMissing(),
  readOnly: false,
  async start() {
    const { url, bucket, kill } = await startGcs();
    process.env.GOOGLE_APPLICATION_CREDENTIALS = serviceAccount();
    const options = { localRoots: [], gcs: { endpoint: url } };
    return { open: (folder) => openArtifactStore(`gs://${bucket}/${folder}`, options), stop: kill };
  },
});

/** A file of a made-up service account, whose key signs URLs that the server does not check. */
function serviceAccount(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const file = path.join(tempDir(), "account.json");
  writeFileSync(
    file,
    JSON.stringify({
      type: "service_account",
      client_email: "tester@millrace.invalid",
      private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
    }),
  );
  return file;
}
