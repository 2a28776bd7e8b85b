import { isAbsence } from "./failures.ts";
import { spooledRuns } from "./spool-places.ts";
import type { SyncedRun, SyncOptions, SyncReport } from "./sync-report.ts";
import { syncRun } from "./sync-run.ts";

/**
 * Sends all that the spool holds, run by run. What can't be sent stays, and the report says why; so does what another
 * process is busy with, and what was logged to another server.
 */
export async function sync(options: SyncOptions): Promise<SyncReport> {
  const runs: SyncedRun[] = [];
  let isAbsent = false;
  for (const localId of spooledRuns(options.spool)) {
    if (options.signal?.aborted === true) break;
    // A server that was waited for once is not waited for again.
    const run = await syncRun(localId, options, isAbsent ? { retries: 0 } : {});
    isAbsent = isAbsence(run.error);
    runs.push(run);
  }
  return { runs };
}
