import type { Deleted } from "@millrace/artifacts";
import type { PurgeProblem, PurgeResult, TrashKind } from "@millrace/contract";
import type { PurgeItem, RowCounts } from "@millrace/store";

/** How many problems of a kind a result names. */
const NAMED = 1000;

const COUNTED: Readonly<Record<TrashKind, "experiments" | "runs" | "logged_models">> = {
  EXPERIMENT: "experiments",
  RUN: "runs",
  LOGGED_MODEL: "logged_models",
};

/** Adds up what a purge does. */
export class Tally {
  readonly #items = { experiments: 0, runs: 0, logged_models: 0 };
  readonly #rows = new Map<string, number>();
  readonly #failed: PurgeProblem[] = [];
  readonly #kept: PurgeProblem[] = [];
  #objects = 0;
  #bytes = 0;
  #failedCount = 0;
  #keptCount = 0;

  /** @param before the result of an earlier attempt, whose counts go on */
  constructor(before?: PurgeResult) {
    if (before === undefined) return;
    this.#items.experiments = Number(before.items.experiments);
    this.#items.runs = Number(before.items.runs);
    this.#items.logged_models = Number(before.items.logged_models);
    this.#objects = Number(before.objects);
    this.#bytes = Number(before.bytes);
    this.#keptCount = Number(before.kept_count);
    this.#kept.push(...before.kept);
    this.rows(Object.fromEntries(before.rows.map(({ table, rows }) => [table, Number(rows)])));
  }

  /** How many items are done with, whichever way. */
  get done(): number {
    const { experiments, runs, logged_models: models } = this.#items;
    return experiments + runs + models + this.#failedCount;
  }

  get failedCount(): number {
    return this.#failedCount;
  }

  /** The objects that were counted so far. */
  get deleted(): Deleted {
    return { files: this.#objects, bytes: this.#bytes };
  }

  item(item: PurgeItem): void {
    this.#items[COUNTED[item.kind]] += 1;
  }

  rows(rows: RowCounts): void {
    for (const [table, count] of Object.entries(rows)) this.#rows.set(table, (this.#rows.get(table) ?? 0) + count);
  }

  objects({ files, bytes }: Deleted): void {
    this.#objects += files;
    this.#bytes += bytes;
  }

  failed(item: PurgeItem, reason: string): void {
    this.#failedCount += 1;
    if (this.#failed.length < NAMED) this.#failed.push(problem(item, reason));
  }

  kept(item: PurgeItem, reason: string): void {
    this.#keptCount += 1;
    if (this.#kept.length < NAMED) this.#kept.push(problem(item, reason));
  }

  result(isDryRun: boolean): PurgeResult {
    return {
      dry_run: isDryRun,
      items: { ...this.#items },
      rows: Array.from(this.#rows, ([table, rows]) => ({ table, rows })).sort((a, b) => (a.table < b.table ? -1 : 1)),
      objects: this.#objects,
      bytes: this.#bytes,
      failed_count: this.#failedCount,
      failed: [...this.#failed],
      kept_count: this.#keptCount,
      kept: [...this.#kept],
    };
  }
}

function problem({ kind, id, artifactUri }: PurgeItem, reason: string): PurgeProblem {
  return { kind, id, artifact_uri: artifactUri, reason };
}
