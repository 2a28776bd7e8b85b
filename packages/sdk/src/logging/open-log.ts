import { randomBytes } from "node:crypto";
import { checkChosenRunId, checkExperimentName, checkRunId, checkRunTag } from "@millrace/contract";
import { BackgroundLog } from "./background-log.ts";
import { Delivery } from "./delivery.ts";
import { isAbsence } from "./failures.ts";
import { reachRun, type RunReference } from "./reach-run.ts";
import type { LogOptions, RunLog, RunStart } from "./run-log.ts";
import { newWriter, notedServerId, spooledWriters, spoolPlace } from "./spool-places.ts";
import { syncRun } from "./sync-run.ts";

/** How the server is asked whether it is there: no training waits longer than some seconds. */
const FIRST_CONTACT = { retries: 1, timeoutMs: 5000 };

/**
 * Begins a run and opens its log. Without a server the run begins on disk, and on the server when there is one.
 * @throws MillraceError when the server refuses the run
 */
export async function beginRun(start: RunStart, options: LogOptions): Promise<RunLog> {
  const runId = start.runId ?? randomBytes(16).toString("hex");
  checkChosenRunId(runId);
  if (start.experimentName !== undefined) checkExperimentName(start.experimentName, "experiment_name");
  for (const [index, tag] of start.tags.entries()) checkRunTag(tag, { truncateLongValues: false }, `tags[${index}].`);
  return openLog({ kind: "new", start: { ...start, runId }, tried: false }, options);
}

/**
 * Opens the log of a run that exists. What the spool holds of it is sent before.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when the server does not have it
 */
export async function resumeRun(runId: string, options: LogOptions): Promise<RunLog> {
  checkRunId(runId, "run_id");
  const { folder } = spoolPlace(options.spool, runId, "");
  if (spooledWriters(options.spool, runId).length > 0) {
    const { error } = await syncRun(runId, options, FIRST_CONTACT);
    if (error !== undefined && !isAbsence(error)) options.onError(error);
  }
  return openLog({ kind: "existing", runId: notedServerId(folder) ?? runId }, options);
}

async function openLog(reference: RunReference, options: LogOptions): Promise<RunLog> {
  const { client, spool } = options;
  const writer = newWriter();
  try {
    const destination = await reachRun(client, reference, writer, FIRST_CONTACT);
    const { folder } = spoolPlace(spool, destination.runId, writer);
    const reached: RunReference = { kind: "existing", runId: destination.runId };
    return new BackgroundLog(reached, writer, options, new Delivery(destination, options, folder));
  } catch (error) {
    if (!isAbsence(error)) throw error;
    const tried: RunReference = reference.kind === "new" ? { ...reference, tried: true } : reference;
    const log = new BackgroundLog(tried, writer, options, undefined);
    log.postpone(error);
    return log;
  }
}
