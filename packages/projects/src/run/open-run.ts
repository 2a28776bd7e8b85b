import { MillraceError } from "@millrace/contract";
import type { Client } from "millrace/client";

/** Which run a project becomes, and in which experiment. */
export interface RunChoice {
  readonly experimentId?: string | undefined;
  /** It is made when it is not there; the id wins. */
  readonly experimentName?: string | undefined;
  /** Goes on with this run in the place of a new one. */
  readonly runId?: string | undefined;
  readonly runName?: string | undefined;
}

/** A run that has begun. */
export interface OpenedRun {
  readonly runId: string;
  /** What a program needs to log to the run with any of MLflow's clients. */
  readonly variables: Readonly<Record<string, string>>;
  /** Ends the run, unless the program has done so itself; gives how it ended. */
  readonly end: (status: EndStatus) => Promise<EndStatus>;
}

type EndStatus = "FINISHED" | "FAILED" | "KILLED";

const ENDED: readonly string[] = ["FINISHED", "FAILED", "KILLED"] satisfies EndStatus[];

/** Begins a run with its tags and parameters, or takes one up again. */
export async function openRun(
  client: Client,
  choice: RunChoice,
  tags: Readonly<Record<string, string>>,
  parameters: ReadonlyMap<string, string>,
  user: string,
): Promise<OpenedRun> {
  const tagList = Object.entries(tags).map(([key, value]) => ({ key, value }));
  const run =
    choice.runId === undefined
      ? await client.runs.create({
          experiment_id: await experimentOf(client, choice),
          user_id: user,
          start_time: Date.now(),
          tags: tagList,
          ...(choice.runName !== undefined && { run_name: choice.runName }),
        })
      : await takeUp(client, choice.runId, choice.runName);
  const { run_id: runId, experiment_id: experimentId } = run.run.info;
  const params = [...parameters].map(([key, value]) => ({ key, value }));
  if (params.length > 0 || choice.runId !== undefined) {
    await client.runs.logBatch({ run_id: runId, params, ...(choice.runId !== undefined && { tags: tagList }) });
  }
  return {
    runId,
    variables: { MLFLOW_RUN_ID: runId, MLFLOW_EXPERIMENT_ID: experimentId, MLFLOW_TRACKING_URI: client.uri },
    end: (status) => endRun(client, runId, status),
  };
}

async function takeUp(
  client: Client,
  runId: string,
  runName: string | undefined,
): Promise<Awaited<ReturnType<Client["runs"]["get"]>>> {
  await client.runs.update({ run_id: runId, status: "RUNNING", ...(runName !== undefined && { run_name: runName }) });
  return client.runs.get({ run_id: runId });
}

/** A program's own word on how its run ended is the last one. */
async function endRun(client: Client, runId: string, status: EndStatus): Promise<EndStatus> {
  const { run } = await client.runs.get({ run_id: runId });
  const known = run.info.status;
  const isEnded = (name: string | undefined): name is EndStatus => ENDED.includes(name ?? "");
  if (isEnded(known)) return known;
  await client.runs.update({ run_id: runId, status, end_time: Date.now() });
  return status;
}

async function experimentOf(client: Client, { experimentId, experimentName }: RunChoice): Promise<string> {
  if (experimentId !== undefined) return experimentId;
  if (experimentName === undefined) return "0";
  const byName = async (): Promise<string> =>
    (await client.experiments.getByName({ experiment_name: experimentName })).experiment.experiment_id;
  try {
    return await byName();
  } catch (error) {
    if (!(error instanceof MillraceError) || error.code !== "RESOURCE_DOES_NOT_EXIST") throw error;
  }
  try {
    return (await client.experiments.create({ name: experimentName })).experiment_id;
  } catch (error) {
    // Somebody else may have made it since.
    if (error instanceof MillraceError && error.code === "RESOURCE_ALREADY_EXISTS") return byName();
    throw error;
  }
}
