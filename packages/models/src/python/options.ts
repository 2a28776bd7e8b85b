import { availableParallelism } from "node:os";
import type { BatchLimits } from "../batching/gather.ts";

/** How to serve a model with Python; what is left out has a default. */
export interface PythonScorerOptions {
  /** The model's folder, which holds its MLmodel file. */
  readonly folder: string;
  /** The Python interpreter that has MLflow and what the model requires. */
  readonly python: string;
  /** The environment of the workers. */
  readonly env: NodeJS.ProcessEnv;
  /** How many processes load the model. Default: one for two processors. */
  readonly workers?: number | undefined;
  /** The memory that a worker may hold. Default: no limit. */
  readonly memoryLimitBytes?: number | undefined;
  /** How long a request may wait and work. Default: a minute. */
  readonly timeoutMs?: number | undefined;
  /** How many requests may wait for a worker. Default: 1000. */
  readonly maxQueue?: number | undefined;
  /** How requests are predicted together where the model allows it. Default: 64 rows, without waiting. */
  readonly batch?: BatchLimits | "off" | undefined;
  /** Gets each line that a worker prints, and what happens to workers. */
  readonly log?: ((line: string) => void) | undefined;
}

/** The same with every choice made. */
export interface PoolOptions {
  readonly folder: string;
  readonly python: string;
  readonly env: NodeJS.ProcessEnv;
  readonly workers: number;
  readonly memoryLimitBytes: number;
  readonly timeoutMs: number;
  readonly maxQueue: number;
  readonly batch: BatchLimits | undefined;
  readonly log: (line: string) => void;
}

const CORES_PER_WORKER = 2;
const DEFAULT_BATCH: BatchLimits = { rows: 64, waitMs: 0 };

/** Fills in the defaults. */
export function poolOptions(options: PythonScorerOptions): PoolOptions {
  const batch = options.batch ?? DEFAULT_BATCH;
  return {
    folder: options.folder,
    python: options.python,
    env: options.env,
    workers: options.workers ?? Math.max(1, Math.floor(availableParallelism() / CORES_PER_WORKER)),
    memoryLimitBytes: options.memoryLimitBytes ?? Number.POSITIVE_INFINITY,
    timeoutMs: options.timeoutMs ?? 60_000,
    maxQueue: options.maxQueue ?? 1000,
    batch: batch === "off" || batch.rows < 2 ? undefined : batch,
    log: options.log ?? (() => undefined),
  };
}
