import type { ArtifactStore, ArtifactStores, Deleted } from "@millrace/artifacts";
import { invalidParameter, MillraceError, type PurgeInput, type PurgeResult, type TrashKind } from "@millrace/contract";
import type { PlacedItem, PurgeItem, PurgeVerdict, TrashIds, TrashStore } from "@millrace/store";
import { measure, unlimited } from "./objects.ts";
import { isOwnPlace, isWholeStore, spellings } from "./places.ts";
import { Tally } from "./tally.ts";

/** What a purge works with. */
export interface PurgeTools {
  readonly trash: TrashStore;
  readonly artifacts: ArtifactStores;
  /** What `mlflow-artifacts:/` stands for. */
  readonly destination: string;
  /** Ends the purge between two items; what it has done is its result. */
  readonly signal: AbortSignal;
  /** The result of an earlier attempt at the same purge, whose counts go on. */
  readonly before?: PurgeResult | undefined;
  /** Hears of each item that is gone, or would be. */
  readonly onPurged: (item: PurgeItem) => void;
  /** Hears of each item that stays in the trash, with the reason. */
  readonly onFailed: (item: PurgeItem, reason: string) => void;
  /** Hears now and then how far the purge is. */
  readonly onProgress: (done: number, result: PurgeResult) => void;
}

/** How many items are read together, claimed together, and have their objects and then their rows removed at once. */
const READ = 2000;
const CLAIMED = 50;
const CLEARED_AT_ONCE = 8;
/** Fewer than the database has connections for writers. */
const REMOVED_AT_ONCE = 4;

/** Refusals for which it is no use to try again. */
const CAN_KEEP: ReadonlySet<string> = new Set(["INVALID_PARAMETER_VALUE", "NOT_IMPLEMENTED"]);

const KINDS = ["EXPERIMENT", "RUN", "LOGGED_MODEL"] as const satisfies readonly TrashKind[];

/**
 * Removes items of the trash for good: of each its objects first, then its rows. An item is claimed before, so that it
 * can't be restored when something of it is gone; what fails stays in the trash and is in the result, and another purge
 * goes on with it.
 * @throws MillraceError when the database fails
 */
export function purgeTrash(input: PurgeInput, tools: PurgeTools): Promise<PurgeResult> {
  return new Purge(input, tools).run();
}

class Purge {
  readonly #input: PurgeInput;
  readonly #tools: PurgeTools;
  readonly #tally: Tally;
  /** What belongs to one of these was looked at with it. */
  readonly #experiments = new Set<string>();

  constructor(input: PurgeInput, tools: PurgeTools) {
    this.#input = input;
    this.#tools = tools;
    this.#tally = new Tally(tools.before);
  }

  async run(): Promise<PurgeResult> {
    for await (const items of this.#chosen()) {
      if (items[0]?.kind === "EXPERIMENT") for (const item of items) await this.#purgeExperiment(item);
      else await this.#purgeMembers(items.filter((item) => !this.#experiments.has(item.experimentId)));
    }
    return this.#tally.result(this.#input.dry_run);
  }

  /** Lists of items, each of one kind. Experiments come first, as they take along what they have. */
  async *#chosen(): AsyncGenerator<PurgeItem[]> {
    const { trash } = this.#tools;
    const { experiment_ids: experimentIds, run_ids: runIds, logged_model_ids: loggedModelIds, kinds } = this.#input;
    const ids: TrashIds = { experimentIds, runIds, loggedModelIds };
    if (experimentIds.length + runIds.length + loggedModelIds.length > 0) {
      const found = Map.groupBy(await trash.find(ids), (item) => item.kind);
      for (const kind of KINDS) yield found.get(kind) ?? [];
      return;
    }
    for (const kind of KINDS) {
      if (kinds.length > 0 && !kinds.includes(kind)) continue;
      yield* this.#pages((after) => trash.next(kind, Number(this.#input.deleted_before), after, READ));
    }
  }

  async *#pages(read: (after: PurgeItem | undefined) => Promise<PurgeItem[]>): AsyncGenerator<PurgeItem[]> {
    let after: PurgeItem | undefined;
    do {
      const items = await read(after);
      if (items.length > 0) yield items;
      after = items.length === READ ? items.at(-1) : undefined;
    } while (after !== undefined && !this.#isStopped);
  }

  get #isStopped(): boolean {
    return this.#tools.signal.aborted;
  }

  async #purgeExperiment(experiment: PurgeItem): Promise<void> {
    if (this.#isStopped) return;
    const { trash } = this.#tools;
    const isDry = this.#input.dry_run;
    const verdict = await (isDry ? trash.judgeExperiment(experiment) : trash.claimExperiment(experiment));
    if (verdict.verdict === "refuse") return this.#fail(experiment, verdict.reason);
    if (verdict.verdict === "skip") return;
    this.#experiments.add(experiment.id);
    const { done: doneBefore, failedCount: failedBefore, deleted: deletedBefore } = this.#tally;
    for (const kind of ["RUN", "LOGGED_MODEL"] as const) {
      const pages = this.#pages((after) => trash.contents(experiment, kind, after, READ));
      for await (const items of pages) await this.#purgeMembers(items, experiment);
    }
    const failures = this.#tally.failedCount - failedBefore;
    const isTouched = this.#tally.done - doneBefore > failures;
    if (this.#isStopped || failures > 0) {
      if (failures > 0) this.#fail(experiment, `${failures} of its runs and logged models could not be purged.`);
      if (isDry) return;
      await (isTouched
        ? trash.fail(experiment, "Some of its runs and logged models are left.")
        : trash.release(experiment));
      return;
    }
    if (isDry) await this.#measureLeftovers(experiment, deletedBefore);
    await this.#finish(experiment, () => this.#removeLeftovers(experiment));
  }

  /** Purges runs or logged models. */
  async #purgeMembers(items: readonly PurgeItem[], within?: PurgeItem): Promise<void> {
    for (let start = 0; start < items.length && !this.#isStopped; start += CLAIMED) {
      await this.#purgeSlice(items.slice(start, start + CLAIMED), within);
      this.#tools.onProgress(this.#tally.done, this.#tally.result(this.#input.dry_run));
    }
  }

  async #purgeSlice(items: readonly PurgeItem[], within: PurgeItem | undefined): Promise<void> {
    const { trash, destination } = this.#tools;
    const placed = items.map((item): PlacedItem => ({ item, places: spellings(item.artifactUri, destination) }));
    const options = { within, keepObjects: this.#input.keep_artifacts };
    const verdicts = await (this.#input.dry_run ? trash.judge(placed, options) : trash.claim(placed, options));
    const waiting = items.map((item, index): [PurgeItem, PurgeVerdict] => [
      item,
      verdicts[index] ?? { verdict: "skip" },
    ]);
    const cleared: PurgeItem[] = [];
    const clearing = atOnce(
      CLEARED_AT_ONCE,
      waiting,
      async (next) => {
        if (await this.#clear(...next)) cleared.push(next[0]);
      },
      () => this.#isStopped,
    );
    const failures = [...(await clearing), ...(await atOnce(REMOVED_AT_ONCE, cleared, (item) => this.#finish(item)))];
    if (!this.#input.dry_run) for (const [item] of waiting) await trash.release(item);
    if (failures.length > 0) throw failures[0];
  }

  /** Removes the objects of an item, if they are its own; gives whether its rows may go. */
  async #clear(item: PurgeItem, verdict: PurgeVerdict): Promise<boolean> {
    switch (verdict.verdict) {
      case "skip":
        return false;
      case "refuse":
        this.#fail(item, verdict.reason);
        return false;
      case "keep objects":
        this.#tally.kept(item, verdict.user === "" ? "As it was asked." : `They are those of ${verdict.user}, too.`);
        return true;
      case "purge":
        return this.#removeObjects(item);
    }
  }

  async #removeObjects(item: PurgeItem): Promise<boolean> {
    if (item.artifactUri === "") return true;
    const { trash } = this.#tools;
    let isBegun = false;
    try {
      if (isWholeStore(item.artifactUri, this.#tools.destination)) throw invalidParameter("They are a whole store.");
      if (this.#input.dry_run) this.#tally.objects(await measure(this.#tools.artifacts, item.artifactUri, unlimited()));
      else {
        const store = await this.#tools.artifacts.open(item.artifactUri);
        await lookInto(store);
        isBegun = true;
        this.#tally.objects(await store.delete(""));
      }
      return true;
    } catch (thrown) {
      const error = MillraceError.from(thrown);
      const hint = CAN_KEEP.has(error.code) ? " Without them it can be purged with keep_artifacts." : "";
      const reason = `Its artifacts could not be removed: ${error.message}${hint}`;
      this.#fail(item, reason);
      if (!this.#input.dry_run) {
        await (isBegun && error.code !== "NOT_IMPLEMENTED" ? trash.fail(item, reason) : trash.release(item));
      }
      return false;
    }
  }

  /** Counts what `removeLeftovers` would remove. */
  async #measureLeftovers(experiment: PurgeItem, before: Deleted): Promise<void> {
    if (this.#input.keep_artifacts || !isOwnPlace(experiment.artifactUri, experiment.id)) return;
    const all = await measure(this.#tools.artifacts, experiment.artifactUri, unlimited());
    const { files, bytes } = this.#tally.deleted;
    this.#tally.objects({
      files: Math.max(0, all.files - (files - before.files)),
      bytes: Math.max(0, all.bytes - (bytes - before.bytes)),
    });
  }

  /** What else lies at the place that the server gave an experiment, when nobody uses it. */
  async #removeLeftovers(experiment: PurgeItem): Promise<void> {
    const { id, artifactUri } = experiment;
    if (this.#input.keep_artifacts || !isOwnPlace(artifactUri, id)) return;
    const placed = { item: experiment, places: spellings(artifactUri, this.#tools.destination) };
    if (!(await this.#tools.trash.isFree(placed))) return;
    const store = await this.#tools.artifacts.open(artifactUri);
    this.#tally.objects(await store.delete(""));
  }

  /** Removes the rows of an item whose objects are gone. */
  async #finish(item: PurgeItem, before?: () => Promise<void>): Promise<void> {
    const { trash, onPurged } = this.#tools;
    if (this.#input.dry_run) this.#tally.rows(await trash.countRows([item]));
    else {
      try {
        await before?.();
        this.#tally.rows(await trash.remove(item));
      } catch (thrown) {
        const { message } = MillraceError.from(thrown);
        this.#fail(item, message);
        return trash.fail(item, message);
      }
    }
    this.#tally.item(item);
    onPurged(item);
  }

  #fail(item: PurgeItem, reason: string): void {
    this.#tally.failed(item, reason);
    this.#tools.onFailed(item, reason);
  }
}

/** Of a store that can't even be read, nothing is removed, and its item can still be restored. */
async function lookInto(store: ArtifactStore): Promise<void> {
  const files = store.walk("")[Symbol.asyncIterator]();
  await files.next();
  await files.return?.();
}

/**
 * Does work on a list, some of it at once, and takes what it begins with off the list.
 * @returns what the work threw; after the first of that, and when it is stopped, nothing more is begun
 */
async function atOnce<Item>(
  count: number,
  list: Item[],
  work: (item: Item) => Promise<void>,
  isStopped = (): boolean => false,
): Promise<unknown[]> {
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    while (failures.length === 0 && !isStopped()) {
      const item = list.shift();
      if (item === undefined) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: count }, worker));
  return failures;
}
