import { uploadRunArtifact } from "../artifacts/index.ts";
import type { Client } from "../client/index.ts";
import { readEnvironment } from "../config/environment.ts";
import { sync as syncSpool, type SyncOptions as SpoolOptions, type SyncReport } from "../logging/index.ts";
import { getClient } from "./tracking.ts";

/** What is sent, and where to. */
export type SyncOptions = Partial<Omit<SpoolOptions, "upload">>;

/**
 * Sends what was logged while no server answered, by this program or earlier ones. What can't be sent stays on disk, and
 * the report says why.
 * @param options the client of another server than the one that is set, and another folder than the usual one
 */
export function sync(options: SyncOptions = {}): Promise<SyncReport> {
  const client: Client = options.client ?? getClient();
  return syncSpool({
    ...options,
    client,
    spool: options.spool ?? readEnvironment().spool,
    upload: (runId, path, content) => uploadRunArtifact(client, runId, path, content),
  });
}
