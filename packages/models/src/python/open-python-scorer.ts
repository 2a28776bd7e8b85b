import { readDocument } from "../model-files.ts";
import type { Scorer } from "../scorer.ts";
import { poolOptions, type PythonScorerOptions } from "./options.ts";
import { type PoolState, WorkerPool } from "./pool.ts";

/** A model in Python processes. */
export interface PythonScorer extends Scorer {
  /** How its workers are. */
  state(): PoolState;
}

/**
 * Opens a model of any flavor with Python: its answers are MLflow's. Resolves when the workers have loaded it.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when the folder holds no model, INTERNAL_ERROR with Python's last lines
 * when it can't be loaded
 */
export async function openPythonScorer(options: PythonScorerOptions): Promise<PythonScorer> {
  const model = await readDocument(options.folder);
  const pool = new WorkerPool(poolOptions(options));
  await pool.start();
  return {
    model,
    score: (request) => pool.score(request),
    close: () => pool.close(),
    state: () => pool.state(),
  };
}
