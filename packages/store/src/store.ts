import type {
  DatasetInput,
  DatasetSummary,
  Encoded,
  endpoints,
  Experiment,
  ExperimentTag,
  Int64,
  Lineage,
  LogLine,
  MetricInput,
  ModelInput,
  ModelOutput,
  Param,
  ResponseOf,
  Run,
  RunInfo,
  RunStatus,
  RunTag,
  Turn,
  ViewType,
} from "@millrace/contract";
import type { JobStore } from "./jobs/job-store.ts";
import type { LineageQuery } from "./lineage/lineage.ts";
import type { LoggedModelStore } from "./logged-models/logged-model-store.ts";
import type { ModelRegistry, ModelVersionStore, RegisteredModelStore } from "./registry/registry-store.ts";
import type { TrashStore } from "./trash/trash-store.ts";

/**
 * Rows in a database and the rules that hold between them: what exists, what is unique, what is active, what keeps its
 * first value. Input is taken as checked: keys, lengths and limits were looked at before.
 *
 * Every method throws MillraceError: RESOURCE_DOES_NOT_EXIST for what is not there, INVALID_PARAMETER_VALUE for what a
 * rule refuses. A write that returned is on disk; a write that threw left nothing behind.
 */
export interface Store extends AsyncDisposable {
  readonly experiments: ExperimentStore;
  readonly runs: RunStore;
  readonly runOutput: RunOutputStore;
  readonly metrics: MetricStore;
  readonly tables: TableStore;
  readonly loggedModels: LoggedModelStore;
  /** What something was made from, and what was made from it, at most 1,000 things. */
  lineage(query: LineageQuery): Promise<Lineage>;
  readonly registeredModels: RegisteredModelStore;
  readonly modelVersions: ModelVersionStore;
  readonly registry: ModelRegistry;
  readonly jobs: JobStore;
  readonly trash: TrashStore;
  /** Asks the database for a sign of life. */
  ping(): Promise<void>;
  /** Finishes what is under way and closes the database. */
  close(): Promise<void>;
}

/** One page of a search. */
export interface SearchQuery {
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly view: ViewType;
  readonly maxResults: number;
  readonly pageToken: string | undefined;
}

/** Experiments and their tags. A change needs an active experiment; a name is taken until its experiment is purged. */
export interface ExperimentStore {
  /** Gives the new id; without a location it is `<artifact root>/<id>`. */
  create(experiment: { name: string; artifactLocation?: string; tags: readonly ExperimentTag[] }): Promise<string>;
  /** Active or deleted; the id as the wire carries it, so text that is no integer is refused here. */
  get(id: string): Promise<Experiment>;
  getByName(name: string): Promise<Experiment>;
  rename(id: string, name: string): Promise<void>;
  delete(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  setTag(id: string, tag: ExperimentTag): Promise<void>;
  deleteTag(id: string, key: string): Promise<void>;
  search(query: SearchQuery): Promise<ResponseOf<typeof endpoints.experiments.search>>;
  searchDatasets(experimentIds: readonly string[]): Promise<DatasetSummary[]>;
}

/** A run to be started; `name` is already chosen and stands in `tags` as `mlflow.runName` too. */
export interface NewRun {
  readonly experimentId: string;
  readonly name: string;
  readonly userId: string;
  readonly startTime: Int64;
  readonly tags: readonly RunTag[];
}

/** What one call logs to a run: all of it or nothing. */
export interface RunBatch {
  readonly metrics?: readonly MetricInput[];
  readonly params?: readonly Param[];
  readonly tags?: readonly RunTag[];
}

/** How a run ends. */
export interface RunEnd {
  readonly status?: RunStatus;
  /** Milliseconds since 1970. */
  readonly endTime?: Int64;
}

/** Where a run keeps its artifacts. */
export interface RunArtifacts {
  /** The root of the run's own. */
  readonly uri: string;
  /** The root of all artifacts of its experiment. */
  readonly experimentLocation: string;
}

/** Runs with their parameters, tags, inputs and outputs, and what is logged to them. A change needs an active run. */
export interface RunStore {
  create(run: NewRun): Promise<Run>;
  /**
   * Starts a run under a given id, or does nothing when that experiment has a run of this id.
   * @throws MillraceError RESOURCE_ALREADY_EXISTS when another experiment has it
   */
  begin(runId: string, run: NewRun): Promise<void>;
  /** Active or deleted. */
  get(runId: string): Promise<Encoded<ResponseOf<typeof endpoints.runs.get>>>;
  /** Of an active or deleted run. */
  artifacts(runId: string): Promise<RunArtifacts>;
  update(runId: string, change: { status?: RunStatus; endTime?: Int64; name?: string }): Promise<RunInfo>;
  delete(runId: string): Promise<void>;
  restore(runId: string): Promise<void>;
  /**
   * Logs to an active run. A parameter keeps its first value; a tag takes the new one and `mlflow.runName` renames the
   * run; a point equal to one already there is taken once.
   */
  log(runId: string, batch: RunBatch): Promise<void>;
  /**
   * Logs a batch in its turn, and ends the run when the batch says so; gives false, and does nothing, when it has been
   * logged before.
   * @throws MillraceError RESOURCE_CONFLICT when batches of its writer before it are missing
   */
  append(runId: string, turn: Turn, batch: RunBatch & RunEnd): Promise<boolean>;
  deleteTag(runId: string, key: string): Promise<void>;
  /** Appends a JSON object to the list in the run's tag `key`. */
  appendToTag(runId: string, key: string, item: object): Promise<void>;
  logInputs(runId: string, datasets: readonly DatasetInput[], models: readonly ModelInput[]): Promise<void>;
  logOutputs(runId: string, models: readonly ModelOutput[]): Promise<void>;
  search(
    experimentIds: readonly string[],
    query: SearchQuery,
  ): Promise<Encoded<ResponseOf<typeof endpoints.runs.search>>>;
}

/** What the programs of runs have printed, line by line. */
export interface RunOutputStore {
  /**
   * Adds lines from the number `offset` on; those that are there already stay as they are.
   * @throws MillraceError RESOURCE_CONFLICT when lines before them are missing
   */
  append(
    runId: string,
    offset: number,
    lines: readonly Omit<LogLine, "number">[],
  ): Promise<{ readonly nextOffset: number; readonly status: RunStatus }>;
  read(runId: string, offset: number, maxResults: number): Promise<RunOutput>;
}

/** A part of a run's output, and the run's status. */
export interface RunOutput {
  readonly status: RunStatus;
  readonly lines: LogLine[];
}

/** The points of metrics as they were logged. A run or key that was never logged has none. */
export interface MetricStore {
  /** Every point by timestamp, step, value; a page of `maxResults` of them when it is given. */
  history(
    runId: string,
    key: string,
    page: { maxResults: number | undefined; pageToken: string | undefined },
  ): Promise<Encoded<ResponseOf<typeof endpoints.metrics.getHistory>>>;
  /** The first `maxResults` points by run id, timestamp, step, value. */
  historyBulk(
    runIds: readonly string[],
    key: string,
    maxResults: number,
  ): Promise<Encoded<ResponseOf<typeof endpoints.metrics.getHistoryBulk>>>;
  /** At most `maxResults` points of each run, spread evenly over its points by step. */
  historyInterval(
    runIds: readonly string[],
    key: string,
    range: { startStep?: number; endStep?: number; maxResults: number },
  ): Promise<Encoded<ResponseOf<typeof endpoints.metrics.getHistoryBulkInterval>>>;
}

/** The series of a chart, and how fine it wants them: in how many buckets, and from which step to which. */
export interface SeriesQuery {
  readonly runIds: readonly string[];
  readonly keys: readonly string[];
  readonly width: number;
  readonly startStep?: Int64;
  readonly endStep?: Int64;
}

/** The columnar reads of pages and notebooks. */
export interface TableStore {
  /** The answer of `columns.series`: binary columns in the format of the contract's `encodeSeries`. */
  series(query: SeriesQuery): Promise<Uint8Array>;
  /** The answer of `columns.runTable`. */
  runTable(
    experimentIds: readonly string[],
    query: SearchQuery,
    columns: readonly string[],
  ): Promise<Encoded<ResponseOf<typeof endpoints.columns.runTable>>>;
  keys(experimentIds: readonly string[]): Promise<ResponseOf<typeof endpoints.columns.keys>>;
}

/** Where a store opens and what it puts into new experiments. */
export interface StoreOptions {
  /** `sqlite:///file.db`, `postgresql://…` or SQLAlchemy's spellings with a driver name. */
  readonly uri: string;
  /** Artifact locations of new experiments without one of their own are below this URI. */
  readonly artifactRoot: string;
  /** Hears of failures in work that nobody waits for, such as packing; nothing is lost by them. */
  readonly onBackgroundError: (error: unknown) => void;
}
