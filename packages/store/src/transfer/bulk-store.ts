import type { Database, Sql } from "../database/sql.ts";
import { openDatabase } from "../dialects/open.ts";
import { Keys } from "../keys/keys.ts";
import { keyId } from "../runs/entries.ts";
import type { RunHandle } from "../runs/rows.ts";
import { findConflicts, type Incoming } from "./conflicts.ts";
import { type CountScope, countTarget } from "./counts.ts";
import { type Changed, changedRecords, changedVersions } from "./existing.ts";
import { defaultIsUntouched, writeDatasets, writeExperiments } from "./experiments.ts";
import { beginHistories } from "./history.ts";
import { writeLoggedModels, writeModelPoints } from "./logged-models.ts";
import { type MarkKind, readMarks, writeMarks } from "./marks.ts";
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
import { Relocations } from "./relocations.ts";
import { knownModels, writeModelVersions, writeRegisteredModels } from "./registry.ts";
import { writeRuns } from "./runs.ts";
import { type GivenSeries, writeGivenSeries } from "./series.ts";

/** What one transaction takes at most: it bounds memory, and how long other writers wait. */
const POINTS_AT_ONCE = 250_000;
const SERIES_AT_ONCE = 5_000;

/** What a slice of runs may hold at most, so that an import that is stopped loses little. */
const SLICE_POINTS = 1_000_000;

/**
 * Opens a store to bring records in.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a URI or a database that can't be used.
 */
export async function openBulkStore(uri: string): Promise<BulkStore> {
  return new BulkStore(await openDatabase(uri));
}

/**
 * Brings whole records with their ids into a store. Each method writes those records that are not there as they are and
 * gives how many these were; what it wrote is on disk when it returns. Nothing is ever removed.
 */
export class BulkStore implements AsyncDisposable {
  readonly #database: Database;
  readonly #keys: Keys;
  /** Changes where the artifacts of records are. */
  readonly relocations: Relocations;

  constructor(database: Database) {
    this.#database = database;
    this.#keys = new Keys(database);
    this.relocations = new Relocations(database);
  }

  /** A line for each record that can't come in, since the store has another one with its id or its name. */
  conflicts(incoming: Incoming): Promise<string[]> {
    return findConflicts(this.#database.read, this.#database.dialect, incoming);
  }

  async experiments(records: readonly ExperimentRecord[]): Promise<number> {
    const changed = await changedRecords(this.#database.read, "experiment", records, ({ id }) => id);
    return this.#write("experiment", changed, async (sql) => {
      if (await takesDefaultsPlace(sql, changed)) await sql.run("DELETE FROM experiment WHERE id = 0");
      await writeExperiments(sql, recordsOf(changed));
      await sql.get(this.#database.dialect.advanceIds("experiment"));
    });
  }

  async datasets(records: readonly DatasetRecord[]): Promise<void> {
    if (records.length > 0) await this.#database.write((sql) => writeDatasets(sql, records));
  }

  /** @param seriesOf gives the metrics of those runs that are written */
  async runs(
    records: readonly RunRecord[],
    seriesOf: (runs: readonly RunRecord[]) => AsyncIterable<SeriesRecord>,
  ): Promise<number> {
    const changed = await changedRecords(this.#database.read, "run", records, ({ id }) => id);
    for (const slice of slicesBySize(changed)) await this.#writeRuns(slice, seriesOf);
    return changed.length;
  }

  /** @param pointsOf gives the points of those models that are written */
  async loggedModels(
    records: readonly LoggedModelRecord[],
    pointsOf: (models: readonly LoggedModelRecord[]) => AsyncIterable<readonly ModelPointRecord[]>,
  ): Promise<number> {
    const changed = await changedRecords(this.#database.read, "logged-model", records, ({ id }) => id);
    return this.#write("logged-model", changed, async (sql) => {
      const models = recordsOf(changed);
      const places = await writeLoggedModels(sql, this.#database.dialect, models);
      for await (const points of pointsOf(models)) await writeModelPoints(sql, places, points);
    });
  }

  async registeredModels(records: readonly RegisteredModelRecord[]): Promise<number> {
    const changed = await changedRecords(this.#database.read, "registered-model", records, ({ name }) => name);
    return this.#write("registered-model", changed, (sql) =>
      writeRegisteredModels(sql, this.#database.dialect, recordsOf(changed)),
    );
  }

  async modelVersions(records: readonly ModelVersionRecord[]): Promise<number> {
    const changed = await changedVersions(this.#database.read, records);
    return this.#write("model-version", changed, (sql) =>
      writeModelVersions(sql, this.#database.dialect, recordsOf(changed)),
    );
  }

  /** Begins the history of those models that have none; when all their versions are there. */
  async histories(names: readonly string[]): Promise<void> {
    const { read, dialect } = this.#database;
    const models = await knownModels(read, dialect, names);
    const ids = Array.from(models.values(), ({ id }) => id);
    if (ids.length > 0) await this.#database.write((sql) => beginHistories(sql, dialect, ids));
  }

  /** Counts what of a scope the store holds. */
  count(scope: CountScope): Promise<Counts> {
    return countTarget(this.#database.read, scope);
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Writes changed records and marks them, in one transaction. */
  async #write<Item>(
    kind: MarkKind,
    changed: readonly Changed<Item>[],
    work: (sql: Sql) => Promise<void>,
  ): Promise<number> {
    if (changed.length === 0) return 0;
    await this.#database.write(async (sql) => {
      await work(sql);
      await writeMarks(sql, kind, marksOf(changed));
    });
    return changed.length;
  }

  /** Runs first, their series in as many transactions as they need, and the marks when all is there. */
  async #writeRuns(
    changed: readonly Changed<RunRecord>[],
    seriesOf: (runs: readonly RunRecord[]) => AsyncIterable<SeriesRecord>,
  ): Promise<void> {
    const { dialect } = this.#database;
    const runs = recordsOf(changed);
    const keys = await this.#keys.intern(runs.flatMap(keyNames));
    const handles = await this.#database.write((sql) => writeRuns(sql, dialect, keys, runs));
    let waiting: GivenSeries[] = [];
    let points = 0;
    const flush = async (): Promise<void> => {
      const given = waiting;
      waiting = [];
      points = 0;
      if (given.length > 0) await this.#database.write((sql) => writeGivenSeries(sql, dialect, given));
    };
    for await (const series of seriesOf(runs)) {
      waiting.push(givenSeries(series, handles, keys));
      points += series.points.values.length;
      if (points >= POINTS_AT_ONCE || waiting.length >= SERIES_AT_ONCE) await flush();
    }
    await flush();
    await this.#database.write((sql) => writeMarks(sql, "run", marksOf(changed)));
  }
}

/** Whether the experiment Default that the store made by itself gives way to the one that comes in. */
async function takesDefaultsPlace(sql: Sql, changed: readonly Changed<ExperimentRecord>[]): Promise<boolean> {
  if (!changed.some(({ id }) => id === "0")) return false;
  const marks = await readMarks(sql, "experiment", ["0"]);
  return marks.size === 0 && defaultIsUntouched(sql);
}

function recordsOf<Item>(changed: readonly Changed<Item>[]): Item[] {
  return changed.map(({ record }) => record);
}

function marksOf(changed: readonly Changed<unknown>[]): [string, string][] {
  return changed.map(({ id, digest }) => [id, digest]);
}

function keyNames(run: RunRecord): string[] {
  return [...run.params, ...run.tags, ...run.series].map(({ key }) => key);
}

function givenSeries(
  { runId, key, points, lastValue }: SeriesRecord,
  handles: ReadonlyMap<string, RunHandle>,
  keys: ReadonlyMap<string, number>,
): GivenSeries {
  const run = handles.get(runId);
  if (run === undefined) throw new TypeError(`The source gave metrics of run ${runId}, which was not asked for.`);
  return { run, keyId: keyId(keys, key), points, lastValue };
}

function* slicesBySize(changed: readonly Changed<RunRecord>[]): Iterable<Changed<RunRecord>[]> {
  let slice: Changed<RunRecord>[] = [];
  let points = 0;
  for (const run of changed) {
    slice.push(run);
    points += run.record.series.reduce((sum, { size }) => sum + size, 0);
    if (points < SLICE_POINTS) continue;
    yield slice;
    slice = [];
    points = 0;
  }
  if (slice.length > 0) yield slice;
}
