export { ActiveRun } from "./active-run.ts";
export type { ActiveRunInfo, Companion, MetricPlace } from "./active-run.ts";
export * from "./artifacts.ts";
export { activeRun } from "./context.ts";
export type { Dataset } from "./dataset.ts";
export type { Experiment } from "./entities/experiment.ts";
export type { ModelVersion, RegisteredModel } from "./entities/registry.ts";
export type { Run, RunData, RunDataset, RunInfo, RunInputs, RunOutputs } from "./entities/run.ts";
export {
  createExperiment,
  deleteExperiment,
  getExperiment,
  getExperimentByName,
  renameExperiment,
  restoreExperiment,
  searchExperiments,
  setExperiment,
  setExperimentTag,
} from "./experiments.ts";
export type { ExperimentReference, ExperimentSearch, NewExperiment } from "./experiments.ts";
export { Listing } from "./listing.ts";
export * from "./log.ts";
export * as models from "./models.ts";
export * from "./model-versions.ts";
export { createVersion, registerModel } from "./register.ts";
export type { NewVersion } from "./register.ts";
export * from "./registered-models.ts";
export { deleteRun, getMetricHistory, getParentRun, getRun, restoreRun, searchRuns } from "./runs.ts";
export type { MetricPoint, RunSearch } from "./runs.ts";
export { loadModel } from "./run-models.ts";
export type { RunModel, RunModelOptions } from "./run-models.ts";
export type { StartOptions } from "./start-options.ts";
export { endRun, lastActiveRun, startRun } from "./start-run.ts";
export type { RunBody } from "./start-run.ts";
export { sync } from "./sync.ts";
export type { SyncOptions } from "./sync.ts";
export { getClient, getTrackingUri, setTrackingUri } from "./tracking.ts";
export type { TrackingOptions } from "./tracking.ts";
export type { LoggedValue } from "./values.ts";
