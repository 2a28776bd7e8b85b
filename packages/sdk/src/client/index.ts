export { MillraceError, Raw } from "@millrace/contract";
export type {
  ArtifactInfo,
  DownloadHead,
  ErrorCode,
  Experiment,
  Int64,
  LoggedModel,
  Metric,
  ModelVersion,
  RegisteredModel,
  Run,
} from "@millrace/contract";
export type { DownloadAnswer } from "./answer.ts";
export { createClient } from "./client.ts";
export type { AnswerOf, Call, Calls, Client, RequestFor } from "./client.ts";
export type { CallOptions, ClientOptions } from "./options.ts";
export { pages } from "./pages.ts";
export type { UploadContent } from "./request.ts";
