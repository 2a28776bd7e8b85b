export { beginRun, resumeRun } from "./open-log.ts";
export type { ArtifactContent, EndStatus, LogOptions, RunLog, RunStart, Upload } from "./run-log.ts";
export { sync } from "./sync.ts";
export type { SyncedRun, SyncOptions, SyncProgress, SyncReport } from "./sync-report.ts";
