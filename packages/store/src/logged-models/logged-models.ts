import { randomUUID } from "node:crypto";
import {
  doesNotExist,
  invalidParameter,
  type LoggedModel,
  type LoggedModelInfo,
  type LoggedModelParameter,
  type LoggedModelStatus,
  type LoggedModelTag,
  showValue,
} from "@millrace/contract";
import type { Database, Sql } from "../database/sql.ts";
import { artifactPlace } from "../experiments/artifact-place.ts";
import { type ExperimentRow, experimentColumns, noExperiment, parseExperimentId } from "../experiments/rows.ts";
import type { NewLoggedModel } from "./logged-model-store.ts";
import { compareText } from "../search/sort-key.ts";
import { writeModelParams, writeModelTags } from "./entries.ts";
import {
  LOGGED_MODEL_STATUS_NUMBERS,
  lockLoggedModel,
  loggedModelColumns,
  type LoggedModelRow,
  noLoggedModel,
  toLoggedModelInfo,
} from "./rows.ts";

/** Logged models, with their parameters and tags. */
export class LoggedModels {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async create(model: NewLoggedModel): Promise<LoggedModel> {
    const { params, tags } = model;
    const row = await this.#database.write(async (sql) => {
      const created = await this.#insert(sql, model);
      await writeModelParams(sql, created.id, params);
      await writeModelTags(sql, created.id, tags);
      return created;
    });
    return {
      info: { ...toLoggedModelInfo(row), ...(tags.length === 0 ? {} : { tags: byKey(tags) }) },
      data: params.length === 0 ? {} : { params: byKey(params) },
    };
  }

  async info(modelId: string): Promise<LoggedModelInfo> {
    const { read, dialect } = this.#database;
    const row = await read.get<LoggedModelRow>(
      `SELECT ${loggedModelColumns(dialect)} FROM logged_model WHERE logged_model.uuid = ? AND logged_model.deleted = 0`,
      [modelId],
    );
    if (row === undefined) throw noLoggedModel(modelId);
    return toLoggedModelInfo(row);
  }

  async finalize(modelId: string, status: LoggedModelStatus): Promise<void> {
    const changed = await this.#database.write((sql) =>
      sql.run("UPDATE logged_model SET status = ?, updated_ms = ? WHERE uuid = ?", [
        LOGGED_MODEL_STATUS_NUMBERS[status],
        Date.now(),
        modelId,
      ]),
    );
    if (changed === 0) throw noLoggedModel(modelId);
  }

  async delete(modelId: string): Promise<void> {
    const now = Date.now();
    const changed = await this.#database.write((sql) =>
      sql.run(
        "UPDATE logged_model SET deleted = 1, updated_ms = ?, deleted_ms = coalesce(deleted_ms, ?) WHERE uuid = ?",
        [now, now, modelId],
      ),
    );
    if (changed === 0) throw noLoggedModel(modelId);
  }

  async logParams(modelId: string, params: readonly LoggedModelParameter[]): Promise<void> {
    await this.#database.write(async (sql) => {
      await writeModelParams(sql, await lockLoggedModel(sql, this.#database.dialect, modelId), params);
    });
  }

  async setTags(modelId: string, tags: readonly LoggedModelTag[]): Promise<void> {
    await this.#database.write(async (sql) => {
      await writeModelTags(sql, await lockLoggedModel(sql, this.#database.dialect, modelId), tags);
    });
  }

  async deleteTag(modelId: string, key: string): Promise<void> {
    await this.#database.write(async (sql) => {
      const id = await lockLoggedModel(sql, this.#database.dialect, modelId);
      const removed = await sql.run("DELETE FROM logged_model_tag WHERE model_id = ? AND key = ?", [id, key]);
      if (removed === 0) throw doesNotExist(`Logged model '${modelId}' has no tag ${showValue(key)}.`);
    });
  }

  async #insert(sql: Sql, model: NewLoggedModel): Promise<LoggedModelRow> {
    const { dialect } = this.#database;
    const experimentId = parseExperimentId(model.experimentId);
    const experiment = await sql.get<ExperimentRow>(
      `SELECT ${experimentColumns(dialect)} FROM experiment WHERE id = ?${dialect.forShare}`,
      [experimentId],
    );
    if (experiment === undefined) throw noExperiment(model.experimentId);
    if (experiment.deleted !== 0) {
      throw invalidParameter(
        `Experiment ${model.experimentId} is deleted; restore it or save the model in another one.`,
      );
    }
    const uuid = `m-${randomUUID().replaceAll("-", "")}`;
    const now = Date.now();
    const created = await sql.get<LoggedModelRow>(
      "INSERT INTO logged_model (uuid, experiment_id, name, model_type, source_run_id, status, artifact_uri, " +
        `created_ms, updated_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING ${loggedModelColumns(dialect)}`,
      [
        uuid,
        experimentId,
        model.name,
        model.modelType,
        model.sourceRunId,
        LOGGED_MODEL_STATUS_NUMBERS.LOGGED_MODEL_PENDING,
        artifactPlace(experiment.artifact_location, `models/${uuid}`),
        now,
        now,
      ],
    );
    if (created === undefined) throw new TypeError("The database gave no row for the new logged model.");
    return created;
  }
}

/** In the order in which reading gives them. */
function byKey(entries: readonly LoggedModelTag[]): LoggedModelTag[] {
  return entries.toSorted((a, b) => compareText(a.key, b.key));
}
