import type { ArtifactStore } from "../artifact-store.ts";
import type { ArtifactOptions } from "../options.ts";
import { openFileStore } from "./file.ts";

type Open = (uri: string, options: ArtifactOptions) => Promise<ArtifactStore>;

const s3 = lazily(async () => (await import("./s3.ts")).openS3Store);
const gcs = lazily(async () => (await import("./gs.ts")).openGcsStore);
const azure = lazily(async () => (await import("./azure.ts")).openAzureStore);
const http = lazily(async () => (await import("./http.ts")).openHttpStore);

/** Who opens the URIs of each scheme. */
export const SCHEMES: ReadonlyMap<string, Open> = new Map([
  ["file", openFileStore],
  ["s3", s3],
  ["gs", gcs],
  ["wasb", azure],
  ["wasbs", azure],
  ["abfs", azure],
  ["abfss", azure],
  ["http", http],
  ["https", http],
]);

/** Loads a scheme on its first use: most programs need none but `file`, and an HTTP client alone takes 50 ms and 14 MB. */
function lazily(load: () => Promise<Open>): Open {
  return async (uri, options) => (await load())(uri, options);
}
