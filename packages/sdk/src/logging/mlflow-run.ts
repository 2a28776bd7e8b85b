import type { Run } from "@millrace/contract";
import type { CallOptions, Client } from "../client/index.ts";
import { hasCode } from "./failures.ts";
import type { NamedStart } from "./run-log.ts";

const DEFAULT_EXPERIMENT = "0";

/** The tag of a run on MLflow, which gives runs their ids, with the id that the run had before. */
const LOCAL_ID_TAG = "millrace.localRunId";

/**
 * Begins a run on MLflow.
 * @param tried whether an earlier try may have begun it, so that it has to be looked for
 * @throws MillraceError
 */
export async function beginOnMlflow(
  client: Client,
  start: NamedStart,
  tried: boolean,
  options: CallOptions,
): Promise<Run> {
  const experimentId = await experimentOf(client, start, options);
  const found = tried ? await findRun(client, experimentId, start.runId, options) : undefined;
  if (found !== undefined) return found;
  const { run } = await client.runs.create(
    {
      experiment_id: experimentId,
      start_time: start.startTime,
      tags: [...start.tags, { key: LOCAL_ID_TAG, value: start.runId }],
      ...(start.runName !== undefined && { run_name: start.runName }),
      ...(start.userId !== undefined && { user_id: start.userId }),
    },
    options,
  );
  return run;
}

async function findRun(
  client: Client,
  experimentId: string,
  localId: string,
  options: CallOptions,
): Promise<Run | undefined> {
  const filter = `tags.\`${LOCAL_ID_TAG}\` = '${localId}'`;
  const { runs = [] } = await client.runs.search(
    { experiment_ids: [experimentId], filter, run_view_type: "ALL", max_results: 1 },
    options,
  );
  return runs[0];
}

async function experimentOf(client: Client, start: NamedStart, options: CallOptions): Promise<string> {
  const { experimentId, experimentName } = start;
  if (experimentId !== undefined) return experimentId;
  if (experimentName === undefined) return DEFAULT_EXPERIMENT;
  const found = await findExperiment(client, experimentName, options);
  if (found !== undefined) return found;
  try {
    return (await client.experiments.create({ name: experimentName }, options)).experiment_id;
  } catch (error) {
    const made = hasCode(error, "RESOURCE_ALREADY_EXISTS")
      ? await findExperiment(client, experimentName, options)
      : undefined;
    if (made === undefined) throw error;
    return made;
  }
}

async function findExperiment(client: Client, name: string, options: CallOptions): Promise<string | undefined> {
  try {
    return (await client.experiments.getByName({ experiment_name: name }, options)).experiment.experiment_id;
  } catch (error) {
    if (hasCode(error, "RESOURCE_DOES_NOT_EXIST")) return undefined;
    throw error;
  }
}
