import type { Int64, TrashCounts, TrashItem, TrashKind } from "@millrace/contract";

/** Which part of the trash a list has: some kinds (none named means all) that were deleted at or before a time. */
export interface TrashQuery {
  readonly kinds: readonly TrashKind[];
  readonly deletedBefore: number | undefined;
  readonly maxResults: number;
  readonly pageToken: string | undefined;
}

/** Items by their ids. */
export interface TrashIds {
  readonly experimentIds: readonly string[];
  readonly runIds: readonly string[];
  readonly loggedModelIds: readonly string[];
}

/** An item that is to be removed for good. */
export interface PurgeItem {
  readonly kind: TrashKind;
  /** Its number in the database. */
  readonly key: Int64;
  readonly id: string;
  /** The experiment that it belongs to, or is. */
  readonly experimentId: string;
  /** Since when it is deleted; 0 when nobody knows. */
  readonly deletedMs: Int64;
  /** The root of its artifacts. */
  readonly artifactUri: string;
}

/** An item with every spelling of the place of its artifacts. */
export interface PlacedItem {
  readonly item: PurgeItem;
  readonly places: readonly string[];
}

/**
 * What may be done with an item:
 * - `purge`: rows and objects may go;
 * - `keep objects`: the objects are those of `user`, too, and stay; the rows may go;
 * - `refuse`: it has to stay, for the `reason`, and can be restored;
 * - `skip`: it is not in the trash any more.
 */
export type PurgeVerdict =
  | { readonly verdict: "purge" | "skip" }
  | { readonly verdict: "keep objects"; readonly user: string }
  | { readonly verdict: "refuse"; readonly reason: string };

/** How items are claimed. */
export interface ClaimOptions {
  /** The claimed experiment that they belong to: its logged models need not be deleted. */
  readonly within?: PurgeItem | undefined;
  /** The objects stay, so it does not matter who else uses them. */
  readonly keepObjects: boolean;
}

/** Numbers of rows by table. */
export type RowCounts = Readonly<Record<string, number>>;

/** What is deleted: looked at, brought back, and removed for good. */
export interface TrashStore {
  /** The latest deleted first. Runs and logged models of a deleted experiment are part of it and not listed. */
  list(query: TrashQuery): Promise<{ items: TrashItem[]; nextPageToken?: string }>;
  /**
   * Brings back all the items, or none.
   * @throws MillraceError RESOURCE_CONFLICT for an item whose removal has begun
   */
  restore(ids: TrashIds): Promise<TrashCounts>;

  /**
   * Checks that all items are in the trash.
   * @throws MillraceError INVALID_PARAMETER_VALUE for one that is not deleted, or was deleted after `deletedBefore`
   */
  check(ids: TrashIds, deletedBefore: number): Promise<void>;
  /** Those of the items that are still in the trash, experiments first. */
  find(ids: TrashIds): Promise<PurgeItem[]>;
  /** The next items of a kind that were deleted at or before a time, the oldest first. */
  next(kind: TrashKind, deletedBefore: number, after: PurgeItem | undefined, limit: number): Promise<PurgeItem[]>;
  /** The next runs or logged models of an experiment, deleted or not. */
  contents(
    experiment: PurgeItem,
    kind: "RUN" | "LOGGED_MODEL",
    after: PurgeItem | undefined,
    limit: number,
  ): Promise<PurgeItem[]>;

  /** Claims a deleted experiment: from now on neither it nor its runs can be restored. Refused while it has active runs. */
  claimExperiment(experiment: PurgeItem): Promise<PurgeVerdict>;
  /** The verdict that `claimExperiment` would give now. */
  judgeExperiment(experiment: PurgeItem): Promise<PurgeVerdict>;
  /** Claims items, all runs or all logged models, after a look at who else uses their artifacts. */
  claim(items: readonly PlacedItem[], options: ClaimOptions): Promise<PurgeVerdict[]>;
  /** The verdicts that `claim` would give now. */
  judge(items: readonly PlacedItem[], options: ClaimOptions): Promise<PurgeVerdict[]>;
  /** Whether no run, logged model or registered version uses artifacts at the place of an item, above it or below it. */
  isFree(item: PlacedItem): Promise<boolean>;
  /** Removes all rows of a claimed item, in slices that hold up no writer for long. */
  remove(item: PurgeItem): Promise<RowCounts>;
  /** Lets an item of which nothing was removed be restored again, unless it was claimed before, too. */
  release(item: PurgeItem): Promise<void>;
  /** Notes why the removal of a claimed item did not come to its end. */
  fail(item: PurgeItem, reason: string): Promise<void>;
  /** About the rows that `remove` would remove: rows that several items share may count with none or with each. */
  countRows(items: readonly PurgeItem[]): Promise<RowCounts>;
}
