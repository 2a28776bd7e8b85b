import { invalidParameter, MillraceError } from "@millrace/contract";
import {
  type BulkStore,
  type Counted,
  type Counts,
  type RecordSource,
  slicesOf,
  toCounts,
} from "@millrace/store/transfer";
import type { LeftOut, MlflowSource } from "../mlflow/source.ts";
import { type ArtifactMove, type CopiedArtifacts, moveArtifacts } from "./artifacts.ts";
import { compareCounts, type CountRow } from "./compare.ts";
import type { MoveControl } from "./progress.ts";

/** What to bring in, and where to. */
export interface ImportOrder {
  readonly from: MlflowSource;
  /** Where the model registry is, when it is not where the runs are. */
  readonly registry?: MlflowSource | undefined;
  readonly to: BulkStore;
  /** Copies the artifacts too. */
  readonly artifacts?: ArtifactMove | undefined;
}

/** What an import did and found. */
export interface ImportReport {
  /** How many records were new or had changed. */
  readonly written: number;
  /** What there is on both sides. */
  readonly counts: readonly CountRow[];
  readonly same: boolean;
  readonly leftOut: readonly LeftOut[];
  readonly damage: readonly string[];
  readonly artifacts: CopiedArtifacts | undefined;
}

/** The ids of what was read, for the count in the end. */
interface Seen {
  readonly experiments: (number | bigint)[];
  readonly runs: string[];
  readonly loggedModels: string[];
  readonly registeredModels: string[];
}

/**
 * Brings everything in and compares. It can be stopped at any time and run again: what is there already stays as it is.
 * @throws MillraceError INVALID_PARAMETER_VALUE before anything is written, when the target holds experiments or models
 *   of its own with the same ids or names.
 */
export async function importMlflow(order: ImportOrder, control: MoveControl): Promise<ImportReport> {
  const { from, registry = from, to } = order;
  await refuseConflicts(from, registry, to);
  const counted = from.isSnapshot && registry.isSnapshot ? await countBoth(from, registry) : undefined;
  const mover = new Mover(to, control, counted);
  await mover.tracking(from);
  await mover.registry(registry);
  const artifacts =
    order.artifacts === undefined
      ? undefined
      : await moveArtifacts({ from, registry, to, move: order.artifacts }, control);
  control.onProgress({ phase: "comparing", done: 0 });
  const source = counted ?? (await countBoth(from, registry));
  const counts = compareCounts(source, await to.count(mover.seen));
  const sources = registry === from ? [from] : [from, registry];
  const damage = sources.flatMap((one) => one.damage);
  return {
    written: mover.written,
    counts,
    same: counts.every((row) => row.source === row.target),
    leftOut: await leftOutOf(sources),
    damage,
    artifacts,
  };
}

async function refuseConflicts(from: RecordSource, registry: RecordSource, to: BulkStore): Promise<void> {
  const experiments = [];
  for await (const batch of from.experiments())
    experiments.push(...batch.map(({ id, name, createdMs }) => ({ id, name, createdMs })));
  const models = [];
  for await (const batch of registry.registeredModels())
    models.push(...batch.map(({ name, createdMs }) => ({ name, createdMs })));
  const conflicts = await to.conflicts({ experiments, models });
  if (conflicts.length === 0) return;
  throw invalidParameter(
    `Nothing was imported: the target has things of its own with the same ids or names.\n` +
      `${conflicts.map((line) => `  ${line}`).join("\n")}\n` +
      "Import into a database of its own (--backend-store-uri), or rename or remove these first.",
  );
}

/** Moves one kind of records after the other. */
class Mover {
  readonly #to: BulkStore;
  readonly #control: MoveControl;
  readonly #totals: Counts | undefined;
  readonly seen: Seen = { experiments: [], runs: [], loggedModels: [], registeredModels: [] };
  written = 0;

  constructor(to: BulkStore, control: MoveControl, totals: Counts | undefined) {
    this.#to = to;
    this.#control = control;
    this.#totals = totals;
  }

  async tracking(from: RecordSource): Promise<void> {
    await this.#each("experiments", from.experiments(), async (batch) => {
      this.seen.experiments.push(...batch.map(({ id }) => id));
      this.written += await this.#to.experiments(batch);
    });
    await this.#each("datasets", from.datasets(), (batch) => this.#to.datasets(batch));
    await this.#each("runs", from.runs(), async (batch) => {
      this.seen.runs.push(...batch.map(({ id }) => id));
      this.written += await this.#to.runs(batch, (runs) => this.#stoppable(from.series(runs)));
    });
    await this.#each("logged models", from.loggedModels(), async (batch) => {
      this.seen.loggedModels.push(...batch.map(({ id }) => id));
      this.written += await this.#to.loggedModels(batch, (models) => from.modelPoints(models));
    });
  }

  async registry(from: RecordSource): Promise<void> {
    await this.#each("registered models", from.registeredModels(), async (batch) => {
      this.seen.registeredModels.push(...batch.map(({ name }) => name));
      this.written += await this.#to.registeredModels(batch);
    });
    await this.#each("model versions", from.modelVersions(), async (batch) => {
      this.written += await this.#to.modelVersions(batch);
    });
    for (const names of slicesOf(this.seen.registeredModels, 500)) await this.#to.histories(names);
  }

  /** The metrics of a few runs can take long: they too can be stopped, between two of them. */
  async *#stoppable<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
    for await (const item of items) {
      this.#control.signal.throwIfAborted();
      yield item;
    }
  }

  async #each<Item>(
    phase: Counted,
    batches: AsyncIterable<readonly Item[]>,
    move: (batch: readonly Item[]) => Promise<void>,
  ): Promise<void> {
    const total = this.#totals?.[phase];
    let done = 0;
    this.#control.onProgress({ phase, done, total });
    for await (const batch of batches) {
      this.#control.signal.throwIfAborted();
      await move(batch).catch((error: unknown) => {
        throw withPhase(phase, error);
      });
      done += batch.length;
      this.#control.onProgress({ phase, done, total });
    }
    this.#control.signal.throwIfAborted();
  }
}

const OF_REGISTRY: ReadonlySet<Counted> = new Set([
  "registered models",
  "registered model tags",
  "aliases",
  "model versions",
  "model version tags",
]);

/** Says of a refusal what was being brought in: the refusal itself knows nothing of an import. */
function withPhase(phase: string, error: unknown): unknown {
  if (!(error instanceof MillraceError)) return error;
  return new MillraceError(error.code, `The ${phase} can't be brought in: ${error.message}`, { cause: error });
}

/** The counts of both places, of which one holds the registry. */
async function countBoth(from: MlflowSource, registry: MlflowSource): Promise<Counts> {
  const tracking = await from.counts();
  if (registry === from) return tracking;
  const models = await registry.counts();
  return toCounts((counted) => (OF_REGISTRY.has(counted) ? models : tracking)[counted]);
}

async function leftOutOf(sources: readonly MlflowSource[]): Promise<LeftOut[]> {
  const found: LeftOut[] = [];
  for (const source of sources) found.push(...(await source.leftOut()));
  return found;
}
