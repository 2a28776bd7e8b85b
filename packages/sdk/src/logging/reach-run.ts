import { checkRunId, type Run } from "@millrace/contract";
import type { CallOptions, Client } from "../client/index.ts";
import type { Destination } from "./destination.ts";
import { EitherDestination } from "./either-destination.ts";
import { hasCode } from "./failures.ts";
import { MillraceDestination } from "./millrace-destination.ts";
import { MlflowDestination } from "./mlflow-destination.ts";
import { beginOnMlflow } from "./mlflow-run.ts";
import type { NamedStart } from "./run-log.ts";

/** A run that a log writes to: one that the server has, or one that it may not have yet. */
export type RunReference =
  | { readonly kind: "existing"; readonly runId: string }
  | {
      readonly kind: "new";
      readonly start: NamedStart;
      /** Whether an earlier try may have begun it. */
      readonly tried: boolean;
    };

/** The id of a run, the server's or a local one. */
export function idOf(reference: RunReference): string {
  return reference.kind === "new" ? reference.start.runId : reference.runId;
}

/**
 * Finds a run on the server, or begins it there.
 * @param writer the name under which Millrace counts the batches of this log
 * @throws MillraceError
 */
export async function reachRun(
  client: Client,
  reference: RunReference,
  writer: string,
  options: CallOptions,
): Promise<Destination> {
  if (reference.kind === "existing") {
    const { run } = await client.runs.get({ run_id: reference.runId }, options);
    return new EitherDestination(client, run, writer);
  }
  try {
    return new MillraceDestination(client, await beginOnMillrace(client, reference.start, options), writer);
  } catch (error) {
    if (!hasCode(error, "ENDPOINT_NOT_FOUND")) throw error;
    const run = await beginOnMlflow(client, reference.start, reference.tried, options);
    // It becomes the name of a folder.
    checkRunId(run.info.run_id, "run_id");
    return new MlflowDestination(client, run);
  }
}

/** Begins a run, or gives it when it has begun before. */
async function beginOnMillrace(client: Client, start: NamedStart, options: CallOptions): Promise<Run> {
  const { runId, experimentId, experimentName, runName, startTime, userId, tags } = start;
  const { run } = await client.runs.begin(
    {
      run_id: runId,
      start_time: startTime,
      tags: [...tags],
      ...(experimentId !== undefined && { experiment_id: experimentId }),
      ...(experimentId === undefined && experimentName !== undefined && { experiment_name: experimentName }),
      ...(runName !== undefined && { run_name: runName }),
      ...(userId !== undefined && { user_id: userId }),
    },
    options,
  );
  return run;
}
