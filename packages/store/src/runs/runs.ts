import { randomUUID } from "node:crypto";
import {
  doesNotExist,
  type Int64,
  invalidParameter,
  MillraceError,
  type Run,
  type RunInfo,
  type RunStatus,
  RUN_NAME_TAG,
  showValue,
  type Turn,
} from "@millrace/contract";
import type { Database, Sql } from "../database/sql.ts";
import { artifactPlace } from "../experiments/artifact-place.ts";
import { experimentColumns, type ExperimentRow, noExperiment, parseExperimentId } from "../experiments/rows.ts";
import type { Keys } from "../keys/keys.ts";
import { logModelPoints } from "../logged-models/log-points.ts";
import { logPoints } from "../metrics/log-points.ts";
import type { Packer } from "../metrics/packer.ts";
import { readSeriesRows } from "../metrics/series-rows.ts";
import type { NewRun, RunBatch, RunEnd } from "../store.ts";
import { refuseClaimedRun } from "../trash/claims.ts";
import { keyId, readParams, writeParams, writeTags } from "./entries.ts";
import type { Indexer } from "./indexer.ts";
import { lockActiveRun, noRun, runColumns, type RunHandle, type RunRow, STATUS_NUMBERS, toRunInfo } from "./rows.ts";
import { isTaken, take } from "./turns.ts";

/** Runs and what they log. */
export class Runs {
  readonly #database: Database;
  readonly #keys: Keys;
  readonly #packer: Packer;
  readonly #indexer: Indexer;

  constructor(database: Database, keys: Keys, packer: Packer, indexer: Indexer) {
    this.#database = database;
    this.#keys = keys;
    this.#packer = packer;
    this.#indexer = indexer;
  }

  async create(run: NewRun): Promise<Run> {
    const row = await this.#insert(run, randomUUID().replaceAll("-", ""));
    if (row === undefined) throw new TypeError("A random id was taken already.");
    return { info: toRunInfo(row), data: { tags: [...run.tags] }, inputs: {} };
  }

  async begin(runId: string, run: NewRun): Promise<void> {
    if ((await this.#insert(run, runId)) !== undefined) return;
    const { experiment_id: place } = await this.#row(this.#database.read, runId);
    if (String(place) === run.experimentId) return;
    throw new MillraceError("RESOURCE_ALREADY_EXISTS", `The id ${runId} is that of a run in experiment ${place}.`);
  }

  /** Gives undefined when the id is taken. */
  async #insert(run: NewRun, uuid: string): Promise<RunRow | undefined> {
    const experimentId = parseExperimentId(run.experimentId);
    const keys = await this.#keys.intern(run.tags.map((tag) => tag.key));
    if (keys.size < run.tags.length) throw new MillraceError("BAD_REQUEST", "The new run has two tags with one key.");
    const fresh = this.#database.dialect.indexesLater;
    const row = await this.#database.write(async (sql) => {
      const experiment = await this.#activeExperiment(sql, run.experimentId);
      const created = await sql.get<RunRow>(
        "INSERT INTO run (uuid, experiment_id, name, user_id, status, start_ms, artifact_uri, fresh) " +
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uuid) DO NOTHING " +
          `RETURNING ${runColumns(this.#database.dialect)}`,
        [
          uuid,
          experimentId,
          run.name,
          run.userId,
          STATUS_NUMBERS.RUNNING,
          run.startTime,
          artifactPlace(experiment.artifact_location, uuid),
          fresh ? 1 : 0,
        ],
      );
      if (created !== undefined) await writeTags(sql, { id: created.id, experimentId, fresh }, keys, run.tags);
      return created;
    });
    if (fresh && row !== undefined) this.#indexer.written(row.id);
    return row;
  }

  async update(runId: string, change: { status?: RunStatus; endTime?: Int64; name?: string }): Promise<RunInfo> {
    const keys = await this.#keys.intern([RUN_NAME_TAG]);
    return this.#database.write(async (sql) => {
      const { dialect } = this.#database;
      const [run, changed] = await Promise.all([
        lockActiveRun(sql, dialect, runId),
        sql.get<RunRow>(
          "UPDATE run SET status = coalesce(?, status), end_ms = coalesce(?, end_ms), name = coalesce(nullif(?, ''), name) " +
            `WHERE uuid = ? RETURNING ${runColumns(dialect)}`,
          [
            change.status === undefined ? null : STATUS_NUMBERS[change.status],
            change.endTime ?? null,
            change.name ?? null,
            runId,
          ],
        ),
      ]);
      if (changed === undefined) throw noRun(runId);
      if (change.name !== undefined) await writeTags(sql, run, keys, [{ key: RUN_NAME_TAG, value: change.name }]);
      return toRunInfo(changed);
    });
  }

  delete(runId: string): Promise<void> {
    return this.#setDeleted(runId, 1, Date.now());
  }

  restore(runId: string): Promise<void> {
    return this.#setDeleted(runId, 0, null);
  }

  async log(runId: string, batch: RunBatch): Promise<void> {
    await this.#log(runId, batch);
  }

  append(runId: string, turn: Turn, batch: RunBatch & RunEnd): Promise<boolean> {
    return this.#log(runId, batch, turn);
  }

  /** Gives false when it is not the batch's turn any more. */
  async #log(runId: string, batch: RunBatch & RunEnd, turn?: Turn): Promise<boolean> {
    const { metrics = [], params = [], tags = [] } = batch;
    const names = [...metrics, ...params, ...tags].map((entry) => entry.key);
    const keys = await this.#keys.intern(names);
    const written = await this.#database.write(async (sql) => {
      const { dialect } = this.#database;
      const metricKeys = new Set(metrics.map((metric) => keyId(keys, metric.key)));
      // Asked for together, so that they take one round trip; the lock comes first.
      const [run, existing, series, isDone] = await Promise.all([
        lockActiveRun(sql, dialect, runId),
        readParams(sql, runId, keys, params),
        readSeriesRows(sql, dialect, runId, [...metricKeys]),
        turn !== undefined && isTaken(sql, runId, turn),
      ]);
      if (isDone) return undefined;
      if (turn !== undefined) await take(sql, run, turn);
      await setEnd(sql, run, batch);
      await writeParams(sql, run, keys, params, existing);
      await writeTags(sql, run, keys, tags);
      await logModelPoints(sql, dialect, runId, metrics);
      return { run, crowded: await logPoints(sql, dialect, run, { keys, before: series }, metrics) };
    });
    if (written === undefined) return false;
    if (written.run.fresh) this.#indexer.written(written.run.id);
    for (const series of written.crowded) this.#packer.pack(series);
    return true;
  }

  async deleteTag(runId: string, key: string): Promise<void> {
    const keys = await this.#keys.find([key]);
    await this.#database.write(async (sql) => {
      const run = await lockActiveRun(sql, this.#database.dialect, runId);
      const id = keys.get(key);
      const removed =
        id === undefined ? 0 : await sql.run("DELETE FROM tag WHERE run_id = ? AND key_id = ?", [run.id, id]);
      if (removed === 0) throw doesNotExist(`Run '${runId}' has no tag ${showValue(key)}.`);
    });
  }

  async appendToTag(runId: string, key: string, item: object): Promise<void> {
    const keys = await this.#keys.intern([key]);
    await this.#database.write(async (sql) => {
      const run = await lockActiveRun(sql, this.#database.dialect, runId);
      const row = await sql.get<{ value: string }>("SELECT value FROM tag WHERE run_id = ? AND key_id = ?", [
        run.id,
        keyId(keys, key),
      ]);
      const list = row === undefined ? [] : parseList(key, row.value);
      await writeTags(sql, run, keys, [{ key, value: JSON.stringify([...list, item]) }]);
    });
  }

  async #setDeleted(runId: string, deleted: 0 | 1, at: number | null): Promise<void> {
    await this.#database.write(async (sql) => {
      if (deleted === 0) await refuseClaimedRun(sql, this.#database.dialect, runId);
      await this.#row(sql, runId);
      await sql.run("UPDATE run SET deleted = ?, deleted_ms = ? WHERE uuid = ? AND deleted <> ?", [
        deleted,
        at,
        runId,
        deleted,
      ]);
    });
  }

  async #activeExperiment(sql: Sql, id: string): Promise<ExperimentRow> {
    const row = await sql.get<ExperimentRow>(
      `SELECT ${experimentColumns(this.#database.dialect)} FROM experiment WHERE id = ?${this.#database.dialect.forShare}`,
      [parseExperimentId(id)],
    );
    if (row === undefined) throw noExperiment(id);
    if (row.deleted !== 0) throw invalidParameter(`Experiment ${id} is deleted; restore it or log to another one.`);
    return row;
  }

  async #row(sql: Sql, runId: string): Promise<RunRow> {
    const row = await sql.get<RunRow>(`SELECT ${runColumns(this.#database.dialect)} FROM run WHERE uuid = ?`, [runId]);
    if (row === undefined) throw noRun(runId);
    return row;
  }
}

async function setEnd(sql: Sql, run: RunHandle, { status, endTime }: RunEnd): Promise<void> {
  if (status === undefined && endTime === undefined) return;
  await sql.run("UPDATE run SET status = coalesce(?, status), end_ms = coalesce(?, end_ms) WHERE id = ?", [
    status === undefined ? null : STATUS_NUMBERS[status],
    endTime ?? null,
    run.id,
  ]);
}

function parseList(key: string, text: string): unknown[] {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list;
  } catch {
    // Not JSON: refused below like any other value that is not a list.
  }
  throw invalidParameter(`The run's tag '${key}' holds no JSON list; delete the tag before you append to it.`);
}
