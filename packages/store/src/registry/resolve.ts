import {
  formatModelUri,
  invalidParameter,
  isModelUri,
  type ModelUri,
  parseModelUri,
  type ResolvedModel,
  showValue,
} from "@millrace/contract";
import type { Database } from "../database/sql.ts";
import { noLoggedModel } from "../logged-models/rows.ts";
import { noRun } from "../runs/rows.ts";
import type { VersionRow } from "./rows.ts";
import { selectVersion } from "./select.ts";

/** A version that is a copy names another one, which may be a copy again; no honest chain of them is long. */
const LONGEST_CHAIN = 16;

/** Finds out what model URIs mean now. */
export class Resolver {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * @throws MillraceError RESOURCE_DOES_NOT_EXIST for what is not there, INVALID_PARAMETER_VALUE for what is no model URI
   *   and for a version without files
   */
  async resolve(text: string): Promise<ResolvedModel> {
    const uri = parseModelUri(text, "uri");
    return { ...(await this.#resolve(uri, LONGEST_CHAIN)), uri: formatModelUri(uri) };
  }

  /** Where the named run and logged model keep their artifacts; those that are not there are left out. */
  async roots({ runId, modelId }: { readonly runId: string; readonly modelId: string }): Promise<string[]> {
    const rows = await this.#database.read.all<{ uri: string }>(
      "SELECT artifact_uri AS uri FROM run WHERE uuid = ? " +
        "UNION ALL SELECT artifact_uri AS uri FROM logged_model WHERE uuid = ? AND deleted = 0",
      [runId, modelId],
    );
    return rows.map(({ uri }) => uri);
  }

  #resolve(uri: ModelUri, left: number): Promise<ResolvedModel> {
    switch (uri.kind) {
      case "run":
        return this.#run(uri.runId, uri.path);
      case "logged-model":
        return this.#loggedModel(uri.modelId, uri.path);
      case "version":
        return this.#version(uri, left);
    }
  }

  /** A model that the run logged under the first name of the path has its files in a place of its own. */
  async #run(runId: string, path: string): Promise<ResolvedModel> {
    const { read } = this.#database;
    const [name = "", ...rest] = path.split("/");
    const [run, model] = await Promise.all([
      read.get<{ artifact_uri: string }>("SELECT artifact_uri FROM run WHERE uuid = ?", [runId]),
      read.get<{ uuid: string; artifact_uri: string }>(
        "SELECT uuid, artifact_uri FROM logged_model WHERE source_run_id = ? AND name = ? AND deleted = 0 " +
          "ORDER BY created_ms DESC, id DESC LIMIT 1",
        [runId, name],
      ),
    ]);
    if (run === undefined) throw noRun(runId);
    const found = { uri: "", kind: "run" as const, run_id: runId };
    if (model === undefined) return { ...found, artifact_uri: below(run.artifact_uri, path) };
    return { ...found, model_id: model.uuid, artifact_uri: below(model.artifact_uri, rest.join("/")) };
  }

  async #loggedModel(modelId: string, path: string): Promise<ResolvedModel> {
    const model = await this.#database.read.get<{ artifact_uri: string; source_run_id: string }>(
      "SELECT artifact_uri, source_run_id FROM logged_model WHERE uuid = ? AND deleted = 0",
      [modelId],
    );
    if (model === undefined) throw noLoggedModel(modelId);
    return {
      uri: "",
      kind: "logged-model",
      artifact_uri: below(model.artifact_uri, path),
      model_id: modelId,
      ...(model.source_run_id === "" ? {} : { run_id: model.source_run_id }),
    };
  }

  async #version(uri: ModelUri & { readonly kind: "version" }, left: number): Promise<ResolvedModel> {
    const row = await selectVersion(this.#database, this.#database.read, uri);
    return {
      uri: "",
      kind: "model-version",
      artifact_uri: below(await this.#place(row, left), uri.path),
      name: row.model_name,
      version: String(row.version),
      ...(row.run_id === "" ? {} : { run_id: row.run_id }),
      ...(row.logged_model_id === null ? {} : { model_id: row.logged_model_id }),
    };
  }

  async #place(row: VersionRow, left: number): Promise<string> {
    const place = row.storage_location ?? row.source;
    if (isModelUri(place) && left > 0) {
      return (await this.#resolve(parseModelUri(place, "uri"), left - 1)).artifact_uri;
    }
    // A prompt's version has a word in the place of a source.
    if (!isModelUri(place) && /[:/]/.test(place)) return place;
    throw invalidParameter(`Version ${row.version} of ${showValue(row.model_name)} has no files.`);
  }
}

/** A path below a folder's URI, before its query. */
function below(folder: string, path: string): string {
  if (path === "") return folder;
  const [, place = "", query = ""] = /^([^?]*)(.*)$/s.exec(folder) ?? [];
  return `${place.replace(/\/$/, "")}/${path}${query}`;
}
