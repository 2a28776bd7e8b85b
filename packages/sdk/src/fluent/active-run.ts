import { DATASET_CONTEXT_TAG, MillraceError } from "@millrace/contract";
import { type LoggedBefore, RunTables } from "../artifacts/index.ts";
import type { Client } from "../client/index.ts";
import type { ArtifactContent, EndStatus } from "../logging/index.ts";
import type { ModelInput } from "../models/index.ts";
import { checkPath } from "./artifact-files.ts";
import { ArtifactLogger } from "./artifact-logger.ts";
import { type Dataset, wireDataset } from "./dataset.ts";
import { plainNumber } from "./entities/number.ts";
import type { ExperimentChoice } from "./experiment-choice.ts";
import { unwatch, watch } from "./lifetime.ts";
import type { PendingLog } from "./pending-log.ts";
import { present } from "./present.ts";
import { report } from "./report.ts";
import { logRunModel, type RunModel, type RunModelOptions } from "./run-models.ts";
import { type LoggedValue, textOf } from "./values.ts";

/** Where a point of a metric lies: by default at step 0 and now. A number alone is the step. */
export type MetricPlace = number | { readonly step?: number; readonly timestamp?: number };

/** What is known of a run that this program writes to; times in milliseconds since the epoch. */
export interface ActiveRunInfo {
  /** The server's id; for a run that began without a server, a local one until an MLflow server gives another. */
  readonly runId: string;
  readonly runName?: string;
  readonly experimentId?: string;
  readonly experimentName?: string;
  readonly status: "RUNNING" | EndStatus;
  readonly startTime: number;
  readonly endTime?: number;
  /** Known once the server was reached. */
  readonly artifactUri?: string;
}

/** What a run is made of. */
export interface ActiveRunParts {
  readonly client: Client;
  readonly log: PendingLog;
  /** Settles when the log is open, or could not be opened. */
  readonly opened: Promise<unknown>;
  /** Undefined for a run that is resumed. */
  readonly experiment: ExperimentChoice | undefined;
  readonly runName: string | undefined;
  readonly startTime: number;
  /** What a run that is resumed has already. */
  readonly before: LoggedBefore | undefined;
}

/** Something that logs to a run while it lasts. */
export interface Companion {
  stop(): void;
}

/**
 * A run that this program writes to. What is logged is sent in the background and in order; `flush` waits for it.
 * `await using run = await startRun()` ends it with its block; so does `using`, without waiting.
 */
export class ActiveRun extends ArtifactLogger implements Disposable, AsyncDisposable {
  readonly client: Client;
  readonly #log: PendingLog;
  readonly #parts: ActiveRunParts;
  readonly #companions: Companion[] = [];
  #status: "RUNNING" | EndStatus = "RUNNING";
  #endTime: number | undefined;
  #ending: Promise<void> | undefined;
  #isInterrupted = false;

  /**
   * For `startRun`, which makes runs.
   * @internal
   */
  constructor(parts: ActiveRunParts) {
    super(new RunTables(parts.before));
    this.client = parts.client;
    this.#log = parts.log;
    this.#parts = parts;
    watch(this);
  }

  /** The server's id of the run, as in `info`. */
  get runId(): string {
    return this.#log.runId;
  }

  /** What is known of it by now. */
  get info(): ActiveRunInfo {
    const { experiment, runName, startTime } = this.#parts;
    const known = this.#log.run?.info;
    return present({
      runId: this.#log.runId,
      runName: runName ?? known?.run_name,
      experimentId: known?.experiment_id ?? experiment?.experimentId,
      experimentName: experiment?.experimentName,
      status: this.#status,
      startTime: known === undefined ? startTime : plainNumber(known.start_time),
      endTime: this.#endTime,
      artifactUri: known?.artifact_uri,
    });
  }

  /**
   * Whether it was ended. One that a signal ended still swallows what is logged until the program is gone.
   * @internal
   */
  get isOver(): boolean {
    return (this.#ending !== undefined || this.#status !== "RUNNING") && !this.#isInterrupted;
  }

  /**
   * Resolves when the run is there, on the server or, without one, on disk.
   * @internal
   */
  async opened(): Promise<this> {
    await this.#parts.opened;
    return this;
  }

  /**
   * Logs one point of a metric. NaN and infinities are numbers like others.
   * @throws MillraceError INVALID_PARAMETER_VALUE for a key, value or step that can't be logged
   */
  logMetric(key: string, value: number, place: MetricPlace = 0): void {
    if (!this.#takes()) return;
    if (typeof place === "number") return this.#log.logMetric(key, value, place, Date.now());
    this.#log.logMetric(key, value, place.step ?? 0, place.timestamp ?? Date.now());
  }

  /** Logs one point of each of several metrics, all at one place. */
  logMetrics(metrics: Readonly<Record<string, number>>, place: MetricPlace = 0): void {
    const { step = 0, timestamp = Date.now() } = typeof place === "number" ? { step: place } : place;
    for (const [key, value] of Object.entries(metrics)) this.logMetric(key, value, { step, timestamp });
  }

  /**
   * Logs a parameter, which keeps its first value: the server refuses another one.
   * @throws MillraceError INVALID_PARAMETER_VALUE for a key or value that can't be logged
   */
  logParam(key: string, value: LoggedValue): void {
    if (this.#takes()) this.#log.logParam(key, textOf(key, value));
  }

  /** Logs several parameters. */
  logParams(params: Readonly<Record<string, LoggedValue>>): void {
    for (const [key, value] of Object.entries(params)) this.logParam(key, value);
  }

  /** Sets a tag; it takes the place of an earlier value. */
  setTag(key: string, value: LoggedValue): void {
    if (this.#takes()) this.#log.setTag(key, textOf(key, value));
  }

  /** Sets several tags. */
  setTags(tags: Readonly<Record<string, LoggedValue>>): void {
    for (const [key, value] of Object.entries(tags)) this.setTag(key, value);
  }

  /** Removes a tag, after all that was logged before. */
  async deleteTag(key: string): Promise<void> {
    await this.flush();
    await this.client.runs.deleteTag({ run_id: this.runId, key });
  }

  /**
   * Logs an artifact: bytes, or a file of this machine, which has to stay until `flush`.
   * @param path relative to the run's artifacts, with `/` between names
   * @throws MillraceError INVALID_PARAMETER_VALUE for a path that names no file in there
   */
  putArtifact(path: string, content: ArtifactContent): void {
    checkPath(path);
    if (this.#takes()) this.#log.putArtifact(path, content);
  }

  /**
   * Says that the run read a dataset.
   * @param context what for, such as `training`
   */
  async logInput(dataset: Dataset, context?: string, tags: Readonly<Record<string, string>> = {}): Promise<void> {
    if (!this.#takes()) return;
    await this.flush();
    const all = { ...tags, ...(context !== undefined && { [DATASET_CONTEXT_TAG]: context }) };
    await this.client.runs.logInputs({ run_id: this.runId, datasets: [wireDataset(dataset, all)] });
  }

  /**
   * Logs a model, after all that was logged before, and on request makes it a version of a registered model.
   * @throws MillraceError for what can't be logged, and when the server does not take it
   */
  async logModel(model: ModelInput, options: RunModelOptions = {}): Promise<RunModel> {
    this.#takes();
    return logRunModel(this, model, options);
  }

  /**
   * Waits until the server has all that was logged so far.
   * @throws MillraceError that says what the server refused, or where it is kept until the server answers
   */
  async flush(): Promise<void> {
    await this.made();
    await this.sent();
  }

  /**
   * As `flush`, without what is still being made: files that are being read, tables and images.
   * @internal
   */
  sent(): Promise<void> {
    return this.#log.flush();
  }

  /**
   * Ends the run, once, and waits for a limited time until everything is sent; what is left stays on disk, with a
   * warning on standard error.
   */
  end(status: EndStatus = "FINISHED"): Promise<void> {
    if (this.#ending === undefined) {
      this.#ending = this.#end(status);
      // Whoever does not wait for the end hears of its failure from the log.
      this.#ending.catch(() => undefined);
    }
    return this.#ending;
  }

  /**
   * Ends the run for a signal: what the program logs until it is gone is swallowed.
   * @internal
   */
  interrupt(): Promise<void> {
    this.#isInterrupted ||= this.#ending === undefined;
    return this.end("KILLED");
  }

  /**
   * Ends the run in the last moment of the process, in which nothing can be sent any more.
   * @internal
   */
  endAtExit(status: EndStatus): void {
    if (this.#status === "RUNNING") this.#finish(status);
    if (!this.#log.isOpen) report(`The program ended before run ${this.runId} could begin; what it logged is lost.`);
  }

  /**
   * Gives the run up, because it could not be opened.
   * @internal
   */
  abandon(): void {
    this.#finish("FAILED");
    unwatch(this);
  }

  /** Lets something log to the run until it ends. */
  accompany(companion: Companion): void {
    if (this.#status === "RUNNING") this.#companions.push(companion);
    else companion.stop();
  }

  [Symbol.dispose](): void {
    void this.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }

  async #end(status: EndStatus): Promise<void> {
    const made = this.made();
    if (made !== undefined) await made;
    this.#finish(status);
    await this.#log.close().finally(() => unwatch(this));
  }

  #finish(status: EndStatus): void {
    for (const companion of this.#companions) companion.stop();
    this.#status = status;
    this.#endTime = Date.now();
    this.#log.end(status, this.#endTime);
  }

  #takes(): boolean {
    if (this.#status === "RUNNING") return true;
    if (this.#isInterrupted) return false;
    const message = `Run ${this.runId} has ended; resume it with startRun({ runId: "${this.runId}" }) to log more.`;
    throw new MillraceError("RESOURCE_CONFLICT", message);
  }
}
