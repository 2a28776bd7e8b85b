import { existsSync } from "node:fs";
import { link, rm, unlink } from "node:fs/promises";
import path from "node:path";
import { MillraceError } from "@millrace/contract";
import { createForeignDatabase, openStoreSource, type RecordSource } from "@millrace/store/transfer";
import { compareCounts, type CountRow } from "../../moving/compare.ts";
import type { MoveControl } from "../../moving/progress.ts";
import { openMlflowDatabase } from "../database/open.ts";
import {
  datasetRows,
  deletedVersionRow,
  experimentRows,
  loggedModelRows,
  modelPointRow,
  registeredModelRows,
  runRows,
  seriesRows,
  type TableRow,
  versionRows,
} from "./rows.ts";
import { createIndexes, createTables } from "./schema.ts";
import { TableWriter } from "./table-writer.ts";

/** What an export wrote. */
export interface ExportReport {
  /** Absolute path. */
  readonly file: string;
  readonly counts: readonly CountRow[];
  readonly same: boolean;
}

/**
 * Writes a store as a SQLite database that MLflow 3.17.2 opens. The file is there when it is whole.
 * @throws MillraceError RESOURCE_ALREADY_EXISTS when there is such a file, and as the opening of a store does
 */
export async function exportMlflow(
  { backendStoreUri, file }: { readonly backendStoreUri: string; readonly file: string },
  control: MoveControl,
): Promise<ExportReport> {
  const place = path.resolve(file);
  if (existsSync(place)) throw isThere(place);
  await using source = await openStoreSource(backendStoreUri);
  const part = `${place}.part`;
  await rm(part, { force: true });
  try {
    await writeFile(source, part, control);
    control.onProgress({ phase: "comparing", done: 0 });
    const counts = await compare(source, part);
    // Unlike a rename, a link never takes the place of a file that has appeared meanwhile.
    await link(part, place).catch((error: unknown) => {
      throw existsSync(place) ? isThere(place) : error;
    });
    return { file: place, counts, same: counts.every((row) => row.source === row.target) };
  } finally {
    await unlink(part).catch(() => undefined);
    await rm(`${part}-journal`, { force: true });
  }
}

function isThere(place: string): MillraceError {
  return new MillraceError("RESOURCE_ALREADY_EXISTS", `${place} is there already. Name a file that is not.`);
}

async function writeFile(source: RecordSource, file: string, control: MoveControl): Promise<void> {
  const database = await createForeignDatabase(file);
  try {
    await database.write(createTables);
    await new Exporter(source, new TableWriter(database), control).run();
    control.onProgress({ phase: "indexes", done: 0 });
    await database.write(createIndexes);
  } finally {
    await database.close();
  }
}

async function compare(source: RecordSource, file: string): Promise<CountRow[]> {
  await using written = await openMlflowDatabase(`sqlite:///${encodeURIComponent(file)}`);
  return compareCounts(await source.counts(), await written.counts());
}

class Exporter {
  readonly #source: RecordSource;
  readonly #writer: TableWriter;
  readonly #control: MoveControl;

  constructor(source: RecordSource, writer: TableWriter, control: MoveControl) {
    this.#source = source;
    this.#writer = writer;
    this.#control = control;
  }

  async run(): Promise<void> {
    const source = this.#source;
    await this.#each("experiments", source.experiments(), experimentRows);
    await this.#each("datasets", source.datasets(), datasetRows);
    await this.#each("runs", source.runs(), runRows, async (runs) => {
      for await (const series of source.series(runs)) await this.#add(seriesRows(series));
    });
    await this.#each("logged models", source.loggedModels(), loggedModelRows, async (models) => {
      const experiments = new Map(models.map(({ id, experimentId }) => [id, experimentId]));
      for await (const points of source.modelPoints(models)) {
        await this.#add(points.map((point) => modelPointRow(point, experiments.get(point.modelId) ?? 0)));
      }
    });
    await this.#registry();
    await this.#writer.flush();
  }

  async #registry(): Promise<void> {
    const source = this.#source;
    const models = new Map<string, { readonly deleted: TableRow; readonly last: number }>();
    await this.#each("registered models", source.registeredModels(), registeredModelRows, async (batch) => {
      for (const model of batch) models.set(model.name, { deleted: deletedVersionRow(model), last: model.lastVersion });
    });
    await this.#each("model versions", source.modelVersions(), versionRows, async (batch) => {
      for (const { model, version } of batch) if (models.get(model)?.last === version) models.delete(model);
    });
    const deleted = Array.from(models.values()).filter(({ last }) => last > 0);
    await this.#add(deleted.map((model) => model.deleted));
  }

  async #each<Item>(
    phase: string,
    batches: AsyncIterable<readonly Item[]>,
    rowsOf: (item: Item) => Iterable<TableRow>,
    then?: (batch: readonly Item[]) => Promise<void>,
  ): Promise<void> {
    let done = 0;
    this.#control.onProgress({ phase, done });
    for await (const batch of batches) {
      for (const item of batch) await this.#add(rowsOf(item));
      await then?.(batch);
      done += batch.length;
      this.#control.onProgress({ phase, done });
    }
  }

  async #add(rows: Iterable<TableRow>): Promise<void> {
    this.#control.signal.throwIfAborted();
    await this.#writer.add(rows);
  }
}
