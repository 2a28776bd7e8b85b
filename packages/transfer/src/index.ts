export type { LeftOut } from "./mlflow/source.ts";
export type { CopiedArtifacts } from "./moving/artifacts.ts";
export type { CountRow } from "./moving/compare.ts";
export type { ImportReport } from "./moving/import.ts";
export type { MoveControl, OnProgress, Progress } from "./moving/progress.ts";
export { type ArtifactRequest, type ImportRequest, runImport } from "./moving/run-import.ts";
export { exportMlflow, type ExportReport } from "./mlflow/export/export.ts";
