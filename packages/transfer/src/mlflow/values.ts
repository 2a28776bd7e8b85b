import type { Int64, LoggedModelStatus, ModelVersionStatus, RunStatus } from "@millrace/contract";

/** MLflow's databases keep ±Infinity as the largest finite numbers. */
const LARGEST = Number.MAX_VALUE;

/** The value that a database's columns `value` and `is_nan` stand for. */
export function metricValue(value: number | null, isNan: number): number {
  if (isNan !== 0) return Number.NaN;
  return finiteOrInfinite(value ?? 0);
}

/** ±Infinity for what stands for it. */
export function finiteOrInfinite(value: number): number {
  if (value === LARGEST) return Number.POSITIVE_INFINITY;
  return value === -LARGEST ? Number.NEGATIVE_INFINITY : value;
}

/** The columns `value` and `is_nan` for a value. */
export function metricColumns(value: number): [number, 0 | 1] {
  if (Number.isNaN(value)) return [0, 1];
  return [Math.min(Math.max(value, -LARGEST), LARGEST), 0];
}

/** The states of a run by MLflow's numbers. */
const RUN_STATUSES: readonly RunStatus[] = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"];

/** A run's state by name, or by number as MLflow's folders have it; what is unknown counts as running. */
export function runStatus(given: string | null): RunStatus {
  const name = given?.toUpperCase();
  return RUN_STATUSES.find((status) => status === name) ?? RUN_STATUSES[Number(given) - 1] ?? "RUNNING";
}

const MODEL_STATUSES: readonly LoggedModelStatus[] = [
  "LOGGED_MODEL_STATUS_UNSPECIFIED",
  "LOGGED_MODEL_PENDING",
  "LOGGED_MODEL_READY",
  "LOGGED_MODEL_UPLOAD_FAILED",
];

/** A logged model's state by MLflow's number. */
export function modelStatus(given: number): LoggedModelStatus {
  return MODEL_STATUSES[given] ?? "LOGGED_MODEL_STATUS_UNSPECIFIED";
}

/** MLflow's number of a logged model's state. */
export function modelStatusNumber(status: LoggedModelStatus): number {
  return MODEL_STATUSES.indexOf(status);
}

const VERSION_STATUSES: readonly ModelVersionStatus[] = ["PENDING_REGISTRATION", "FAILED_REGISTRATION", "READY"];

/** The state of a version by name; versions are ready unless they say otherwise. */
export function versionStatus(given: string | null): ModelVersionStatus {
  return VERSION_STATUSES.find((status) => status === given) ?? "READY";
}

/** The stage of versions that MLflow deleted: it keeps their rows, so that their numbers are not given again. */
export const DELETED_STAGE = "Deleted_Internal";

/** The logged model that a version was made of, as its source says. */
export function loggedModelOf(source: string): string | null {
  return /^models:\/+(m-[0-9a-f]{32})(?:\/|$)/.exec(source)?.[1] ?? null;
}

/** When something was deleted, where only the time of its last change was kept. */
export function deletedAt(deleted: boolean, changed: Int64): Int64 | null {
  return deleted ? changed : null;
}
