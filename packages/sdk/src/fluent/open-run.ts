import { randomBytes } from "node:crypto";
import { invalidParameter } from "@millrace/contract";
import { type LoggedBefore, readArtifact, runPlace, uploadRunArtifact } from "../artifacts/index.ts";
import type { Client } from "../client/index.ts";
import { readEnvironment } from "../config/environment.ts";
import { beginRun, type LogOptions, resumeRun, type RunLog } from "../logging/index.ts";
import { ActiveRun } from "./active-run.ts";
import { choiceOf, chosenExperiment, type ExperimentChoice } from "./experiment-choice.ts";
import { PendingLog } from "./pending-log.ts";
import { pairsOf, present } from "./present.ts";
import { report } from "./report.ts";
import { sourceTags, userName } from "./source-tags.ts";
import type { StartOptions } from "./start-options.ts";
import { watchSystem } from "./system-metrics.ts";
import { getClient } from "./tracking.ts";
import { textOf } from "./values.ts";

const PARENT_TAG = "mlflow.parentRunId";
const DESCRIPTION_TAG = "mlflow.note.content";

/**
 * Opens a run. It takes what is logged from the first moment on; `opened` says whether there is a run to send it to.
 * @param parent the run that it is nested in
 */
export function openRun(options: StartOptions, parent?: ActiveRun): ActiveRun {
  const environment = readEnvironment();
  const client = getClient();
  const runId = options.runId ?? randomBytes(16).toString("hex");
  const experiment = choiceOf(options) ?? choiceOf(parent?.info ?? {}) ?? chosenExperiment();
  const startTime = Date.now();
  const logOptions: LogOptions = {
    client,
    spool: environment.spool,
    upload: (id, path, content) => uploadRunArtifact(client, id, path, content),
    onError: options.onError ?? ((error) => report(error.message)),
  };
  const opening =
    options.runId === undefined
      ? begin({ options, runId, parent, experiment, startTime }, logOptions)
      : resume(options.runId, options, logOptions);
  const log = new PendingLog(runId, opening);
  const run = new ActiveRun({
    client,
    log,
    opened: opening,
    experiment: options.runId === undefined ? experiment : undefined,
    runName: options.runName,
    startTime,
    before: options.runId === undefined ? undefined : loggedBefore(client, () => log.runId),
  });
  opening.catch(() => run.abandon());
  watchSystem(run, opening, options);
  return run;
}

function loggedBefore(client: Client, runId: () => string): LoggedBefore {
  return {
    readArtifact: async (path) => readArtifact(await runPlace(client, runId()), path),
    readTag: async (key) =>
      (await client.runs.get({ run_id: runId() })).run.data.tags?.find((tag) => tag.key === key)?.value,
  };
}

interface Beginning {
  readonly options: StartOptions;
  readonly runId: string;
  readonly parent: ActiveRun | undefined;
  readonly experiment: ExperimentChoice;
  readonly startTime: number;
}

async function begin(beginning: Beginning, logOptions: LogOptions): Promise<RunLog> {
  const { options, runId, parent, experiment, startTime } = beginning;
  const parentRunId = options.parentRunId ?? (await parent?.opened())?.runId;
  const tags = { ...(await sourceTags()), ...tagsOf(options, parentRunId) };
  const { runName } = options;
  return beginRun(
    present({
      runId,
      ...experiment,
      runName,
      startTime,
      userId: tags["mlflow.user"] ?? userName(),
      tags: pairsOf(tags),
    }),
    logOptions,
  );
}

async function resume(runId: string, options: StartOptions, logOptions: LogOptions): Promise<RunLog> {
  const log = await resumeRun(runId, logOptions);
  if (log.run?.info.lifecycle_stage === "deleted") {
    await log.close();
    throw invalidParameter(`Run ${runId} is deleted; restore it before it is resumed.`);
  }
  if (log.run !== undefined) {
    const { runName } = options;
    await logOptions.client.runs.update(present({ run_id: log.runId, status: "RUNNING" as const, run_name: runName }));
  }
  for (const [key, value] of Object.entries(tagsOf(options, options.parentRunId))) log.setTag(key, value);
  return log;
}

function tagsOf(options: StartOptions, parentRunId: string | undefined): Readonly<Record<string, string>> {
  const { tags = {}, description } = options;
  return {
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, textOf(key, value)])),
    ...(description !== undefined && { [DESCRIPTION_TAG]: description }),
    ...(parentRunId !== undefined && { [PARENT_TAG]: parentRunId }),
  };
}
