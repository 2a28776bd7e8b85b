import { tracking } from "./001-tracking.ts";
import { models } from "./002-models.ts";
import { jobs } from "./003-jobs.ts";
import { transfer } from "./004-transfer.ts";
import { freshRuns } from "./005-fresh-runs.ts";
import { runWriters } from "./006-run-writers.ts";
import { runOutput } from "./007-run-output.ts";
import type { Migration } from "./migration.ts";

/** Every migration in the order of its version. */
export const MIGRATIONS: readonly Migration[] = [tracking, models, jobs, transfer, freshRuns, runWriters, runOutput];
