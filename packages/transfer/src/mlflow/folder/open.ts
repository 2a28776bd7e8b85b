import path from "node:path";
import { doesNotExist, invalidParameter } from "@millrace/contract";
import type {
  DatasetRecord,
  LoggedModelRecord,
  ModelPointRecord,
  ModelVersionRecord,
  RunRecord,
  SeriesRecord,
} from "@millrace/store/transfer";
import type { MlflowSource } from "../source.ts";
import { countFolder } from "./counts.ts";
import { experimentFolders, readDatasets, toExperiment } from "./experiments.ts";
import { isFolder } from "./files.ts";
import { Layout } from "./layout.ts";
import { leftOutOf } from "./left-out.ts";
import { readLoggedModels } from "./logged-models.ts";
import { readRegistry } from "./registry.ts";
import { readRuns } from "./runs.ts";
import { readSeries } from "./series.ts";

const BATCH = 200;

/**
 * Opens an `mlruns` folder, as MLflow's file store keeps it.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST, or INVALID_PARAMETER_VALUE when there is nothing of MLflow in it.
 */
export async function openMlflowFolder(folder: string): Promise<MlflowSource> {
  const root = path.resolve(folder);
  if (!isFolder(root)) throw doesNotExist(`There is no folder ${root}.`);
  const layout = new Layout(root);
  const isEmpty = experimentFolders(layout).next().done === true && readRegistry(layout).next().done === true;
  if (isEmpty) {
    throw invalidParameter(
      `${root} holds no experiments of MLflow's file store: none of its folders has a meta.yaml. ` +
        "If an MLflow server on a database kept its artifacts here, import from that database.",
    );
  }
  return new FolderSource(layout);
}

class FolderSource implements MlflowSource {
  readonly isSnapshot = false;
  readonly #layout: Layout;
  readonly #runs = new Map<string, string>();
  readonly #models = new Map<string, string>();
  #points = new Map<string, readonly ModelPointRecord[]>();

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  get place(): string {
    return this.#layout.root;
  }

  get folder(): string {
    return this.#layout.root;
  }

  get damage(): readonly string[] {
    return this.#layout.damage;
  }

  async *experiments() {
    for (const experiment of experimentFolders(this.#layout)) yield [toExperiment(experiment)];
  }

  async *datasets(): AsyncGenerator<DatasetRecord[]> {
    for (const experiment of experimentFolders(this.#layout)) {
      yield [...readDatasets(this.#layout, experiment).values()];
    }
  }

  async *runs(): AsyncGenerator<RunRecord[]> {
    for (const experiment of experimentFolders(this.#layout)) {
      const datasets = readDatasets(this.#layout, experiment);
      let batch: RunRecord[] = [];
      for (const { folder, run } of readRuns(this.#layout, experiment, datasets)) {
        this.#runs.set(run.id, folder);
        batch.push(run);
        if (batch.length < BATCH) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    }
  }

  async *series(runs: readonly RunRecord[]): AsyncGenerator<SeriesRecord> {
    for (const run of runs) {
      const folder = this.#runs.get(run.id);
      if (folder !== undefined) yield* readSeries(this.#layout, { folder, run });
    }
  }

  async *loggedModels(): AsyncGenerator<LoggedModelRecord[]> {
    for (const experiment of experimentFolders(this.#layout)) {
      this.#points = new Map();
      const batch: LoggedModelRecord[] = [];
      for (const { folder, model, points } of readLoggedModels(this.#layout, experiment)) {
        this.#models.set(model.id, folder);
        this.#points.set(model.id, points);
        batch.push(model);
      }
      if (batch.length > 0) yield batch;
    }
  }

  async *modelPoints(models: readonly LoggedModelRecord[]): AsyncGenerator<readonly ModelPointRecord[]> {
    for (const { id } of models) yield this.#points.get(id) ?? [];
  }

  async *registeredModels() {
    for (const { model } of readRegistry(this.#layout)) yield [model];
  }

  async *modelVersions(): AsyncGenerator<readonly ModelVersionRecord[]> {
    for (const { versions } of readRegistry(this.#layout)) {
      if (versions.length > 0) yield versions;
    }
  }

  counts() {
    return countFolder(this.#layout);
  }

  leftOut() {
    return leftOutOf(this.#layout);
  }

  folderOf(owner: "run" | "logged-model", id: string): string | undefined {
    return (owner === "run" ? this.#runs : this.#models).get(id);
  }

  async close(): Promise<void> {
    // Every file is closed after it was read.
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
