import type {
  Counts,
  DatasetRecord,
  ExperimentRecord,
  LoggedModelRecord,
  ModelPointRecord,
  ModelVersionRecord,
  RegisteredModelRecord,
  RunRecord,
  SeriesRecord,
} from "./records.ts";

/**
 * A tracking server's data as records. What another record refers to comes first when the methods are used in their
 * order; each may be read again. Only one of them may be under way at a time, but `series` and `modelPoints` may be read
 * between two batches of what they belong to.
 */
export interface RecordSource extends AsyncDisposable {
  /** Where the data is, without a password. */
  readonly place: string;
  experiments(): AsyncIterable<readonly ExperimentRecord[]>;
  datasets(): AsyncIterable<readonly DatasetRecord[]>;
  runs(): AsyncIterable<readonly RunRecord[]>;
  /** The metrics of runs; series without points are left out. */
  series(runs: readonly RunRecord[]): AsyncIterable<SeriesRecord>;
  loggedModels(): AsyncIterable<readonly LoggedModelRecord[]>;
  modelPoints(models: readonly LoggedModelRecord[]): AsyncIterable<readonly ModelPointRecord[]>;
  registeredModels(): AsyncIterable<readonly RegisteredModelRecord[]>;
  modelVersions(): AsyncIterable<readonly ModelVersionRecord[]>;
  /** Counts everything anew, on a way of its own where there is one. */
  counts(): Promise<Counts>;
  close(): Promise<void>;
}
