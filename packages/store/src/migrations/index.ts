import { tracking } from "./001-tracking.ts";
import type { Migration } from "./migration.ts";

/** Every migration in the order of its version. */
export const MIGRATIONS: readonly Migration[] = [tracking];
