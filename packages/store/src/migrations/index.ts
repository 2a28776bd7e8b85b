import { tracking } from "./001-tracking.ts";
import { models } from "./002-models.ts";
import type { Migration } from "./migration.ts";

/** Every migration in the order of its version. */
export const MIGRATIONS: readonly Migration[] = [tracking, models];
