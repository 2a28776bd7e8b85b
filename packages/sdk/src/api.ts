/** Everything that the Node entry gives. */
export { createTrainingLog } from "./adapters/adapter.ts";
export type { AdapterOptions, TrainedModel, TrainingFacts, TrainingLog } from "./adapters/adapter.ts";
export type {
  ArtifactEntry,
  FigureInput,
  ImageInput,
  ImageSeries,
  RawImage,
  TableInput,
  TransferOptions,
  TransferProgress,
} from "./artifacts/index.ts";
export { createClient, MillraceError, pages, Raw } from "./client/index.ts";
export type {
  AnswerOf,
  Call,
  CallOptions,
  Calls,
  Client,
  ClientOptions,
  DownloadAnswer,
  ErrorCode,
  Int64,
  RequestFor,
  UploadContent,
} from "./client/index.ts";
export * from "./fluent/index.ts";
export type { EndStatus, SyncedRun, SyncProgress, SyncReport } from "./logging/index.ts";
export { tensorField, toNested } from "./models/index.ts";
export type {
  ColumnField,
  JavaScriptModel,
  LoadedFlavor,
  LoadedModel,
  LoadedOnnx,
  LoadModelOptions,
  LoadOnnxOptions,
  LoggedModelReference,
  ModelDocument,
  ModelFiles,
  ModelInput,
  ModelSignature,
  Nested,
  OnnxModel,
  ParamField,
  Tensor,
  TensorData,
  TensorField,
  TensorInput,
} from "./models/index.ts";
export {
  disableSystemMetricsLogging,
  enableSystemMetricsLogging,
  setSystemMetricsNodeId,
  setSystemMetricsSamplesBeforeLogging,
  setSystemMetricsSamplingInterval,
} from "./system-metrics/index.ts";
