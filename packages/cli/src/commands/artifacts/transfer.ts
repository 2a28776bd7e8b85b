import { artifactOptionsFrom, placesFrom } from "@millrace/server/artifact-options";
import { environmentSettings } from "@millrace/server/environment";
import type { StorageSettings, TransferOptions } from "millrace/artifacts";
import type { Io } from "../../io.ts";
import { progressLine } from "../../render/progress.ts";
import { stoppable } from "../../stoppable.ts";

/** How the storage services of artifacts are reached: the same variables as the server's say so. */
export function storageSettings(): StorageSettings {
  const settings = environmentSettings();
  return artifactOptionsFrom(settings, placesFrom(settings, true));
}

/** Transfers files with progress on standard error; gives undefined when Ctrl-C stopped it. */
export async function transferring<Result>(
  io: Io,
  phase: string,
  work: (options: TransferOptions) => Promise<Result>,
): Promise<Result | undefined> {
  const progress = progressLine(io.stderr, "bytes");
  return await stoppable(
    io,
    async (signal) => {
      try {
        return await work({
          signal,
          onProgress: ({ bytes, totalBytes }) => progress.onProgress({ phase, done: bytes, total: totalBytes }),
        });
      } finally {
        progress.finish();
      }
    },
    "Files that were complete are there; run the same command again for all of them.",
  );
}
