import { environmentValue, inheritedEnvironment } from "@millrace/server/environment";
import type { Scorer } from "@millrace/models";
import type { ModelFolder } from "millrace/models";
import { openClient } from "../../../command/tracking.ts";
import type { Io } from "../../../io.ts";
import { storageSettings } from "../../artifacts/transfer.ts";
import { type ModelFlags, pythonOptions } from "./model-flags.ts";

/** The flags that say how a model is kept loaded. */
export interface WorkerFlags extends ModelFlags {
  readonly timeout?: number;
  readonly workers?: number;
  readonly workerMemory?: number;
  readonly batchRows?: number;
  readonly batchWait?: number;
}

const MEBIBYTE = 1024 * 1024;

/** Brings the files of the model that the flags name to this machine. */
export async function fetchFor(flags: ModelFlags): Promise<ModelFolder> {
  const { fetchModel } = await import("millrace/models");
  return fetchModel(await openClient(flags), flags.modelUri, { storage: storageSettings() });
}

/** Opens a model in the way that its flavors ask for; what workers print is told on standard error. */
export async function openScorer({ folder }: ModelFolder, flags: WorkerFlags, io: Io): Promise<Scorer> {
  const models = await import("@millrace/models");
  if (await models.runsInNode(folder)) return models.openNodeScorer(folder);
  const log = (line: string): void => void io.stderr.write(`${line}\n`);
  const { pythonOf } = await import("@millrace/environments");
  const python = await pythonOf(folder, pythonOptions(flags, log));
  return models.openPythonScorer({
    folder,
    python,
    env: inheritedEnvironment(),
    workers: workersOf(flags),
    memoryLimitBytes: flags.workerMemory === undefined ? undefined : flags.workerMemory * MEBIBYTE,
    timeoutMs: timeoutMs(flags),
    batch: { rows: flags.batchRows ?? 64, waitMs: flags.batchWait ?? 0 },
    log,
  });
}

/** How many processes or threads answer, when that is said. */
export function workersOf({ workers }: WorkerFlags): number | undefined {
  return workers ?? numberFrom("MLFLOW_MODELS_WORKERS");
}

/** The most that a request may take, in milliseconds. */
export function timeoutMs({ timeout }: WorkerFlags): number {
  return (timeout ?? numberFrom("MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT") ?? 60) * 1000;
}

function numberFrom(variable: string): number | undefined {
  const text = environmentValue(variable);
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}
