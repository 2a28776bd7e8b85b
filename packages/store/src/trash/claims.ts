import { MillraceError, type TrashKind } from "@millrace/contract";
import type { Database, Dialect, Sql } from "../database/sql.ts";
import { inList } from "../database/in-list.ts";
import { parseExperimentId } from "../experiments/rows.ts";
import { type ItemRow, itemColumns } from "./items.ts";
import { KIND_TABLES } from "./kinds.ts";
import type { ClaimOptions, PlacedItem, PurgeItem, PurgeVerdict } from "./trash-store.ts";
import { findUsers, type PlaceUsers, UNCLAIMED, type UserCondition } from "./users.ts";

const CLAIMS = {
  table: "purge_claim",
  columns: { kind: "smallint", item_id: "bigint", claimed_ms: "bigint" },
  onConflict: "ON CONFLICT (kind, item_id) DO UPDATE SET attempts = purge_claim.attempts + 1, error = NULL",
} as const;

/** Claims on what is to be removed for good: they are made before the first object is removed, and go with the row. */
export class Claims {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  claimExperiment(experiment: PurgeItem): Promise<PurgeVerdict> {
    return this.#database.write(async (sql) => {
      const verdict = await this.#experimentVerdict(sql, experiment, this.#database.dialect.forUpdate);
      if (verdict.verdict === "purge") await this.#note(sql, [experiment]);
      return verdict;
    });
  }

  judgeExperiment(experiment: PurgeItem): Promise<PurgeVerdict> {
    return this.#experimentVerdict(this.#database.read, experiment, "");
  }

  async claim(items: readonly PlacedItem[], options: ClaimOptions): Promise<PurgeVerdict[]> {
    return this.#database.write(async (sql) => {
      await this.#takeTurn(sql);
      await this.#holdExperiments(sql, items);
      const rows = await this.#readRows(sql, items, this.#database.dialect.forUpdate);
      const doomed = items.map(({ item }) => item).filter((item) => isDoomed(rows.get(item.id), item, options));
      await this.#note(sql, doomed);
      const verdicts = await this.#verdicts(sql, items, { rows, condition: UNCLAIMED }, options);
      const refused = doomed.filter(
        (item) => verdicts[items.findIndex((one) => one.item === item)]?.verdict === "refuse",
      );
      for (const item of refused) await takeBack(sql, item);
      return verdicts;
    });
  }

  async judge(items: readonly PlacedItem[], options: ClaimOptions): Promise<PurgeVerdict[]> {
    const { read } = this.#database;
    // Nothing is claimed: what lies in the trash may go with the items, as the rest of their experiment does.
    const outside = options.within === undefined ? "" : ` AND other.experiment_id <> ${options.within.key}`;
    const rows = await this.#readRows(read, items, "");
    return this.#verdicts(read, items, { rows, condition: () => `other.deleted = 0${outside}` }, options);
  }

  async isFree(item: PlacedItem): Promise<boolean> {
    const [users] = await findUsers(this.#database.read, [item], UNCLAIMED);
    return users?.needer === undefined && users?.sharer === undefined;
  }

  async release(item: PurgeItem): Promise<void> {
    await this.#database.write((sql) => takeBack(sql, item));
  }

  async fail(item: PurgeItem, reason: string): Promise<void> {
    await this.#database.write((sql) =>
      sql.run("UPDATE purge_claim SET error = ? WHERE kind = ? AND item_id = ?", [
        reason,
        KIND_TABLES[item.kind].number,
        item.key,
      ]),
    );
  }

  async #verdicts(
    sql: Sql,
    items: readonly PlacedItem[],
    { rows, condition }: { rows: ReadonlyMap<string, ItemRow>; condition: UserCondition },
    options: ClaimOptions,
  ): Promise<PurgeVerdict[]> {
    const users = options.keepObjects ? [] : await findUsers(sql, items, condition);
    return items.map(({ item }, index) => {
      const row = rows.get(item.id);
      if (row === undefined) return { verdict: "skip" };
      if (isDoomed(row, item, options)) {
        return options.keepObjects ? { verdict: "keep objects", user: "" } : verdictOf(users[index] ?? {}, item);
      }
      return options.within === undefined ? { verdict: "skip" } : { verdict: "refuse", reason: "It is active." };
    });
  }

  /** Claims are made one after the other in all processes: of two that share artifacts, the second knows of the first. */
  async #takeTurn(sql: Sql): Promise<void> {
    await sql.get(`SELECT version FROM millrace_migration WHERE version = 1${this.#database.dialect.forUpdate}`);
  }

  /** Restoring an experiment restores its runs, too: that comes before or after, not in between. */
  async #holdExperiments(sql: Sql, items: readonly PlacedItem[]): Promise<void> {
    const list = inList([...new Set(items.map(({ item }) => item.experimentId))].map(parseExperimentId));
    await sql.all(
      `SELECT id FROM experiment WHERE id IN ${list.text} ORDER BY id${this.#database.dialect.forShare}`,
      list.params,
    );
  }

  async #experimentVerdict(sql: Sql, experiment: PurgeItem, lock: string): Promise<PurgeVerdict> {
    const columns = itemColumns("EXPERIMENT", this.#database.dialect);
    const row = await sql.get<ItemRow>(`SELECT ${columns} FROM experiment WHERE experiment.id = ?${lock}`, [
      experiment.key,
    ]);
    if (row === undefined || row.deleted === 0) return { verdict: "skip" };
    const active = await sql.get<{ runs: number }>(
      "SELECT count(*) AS runs FROM run WHERE experiment_id = ? AND deleted = 0",
      [experiment.key],
    );
    const runs = Number(active?.runs ?? 0);
    if (runs === 0) return { verdict: "purge" };
    const reason = `It has ${runs} active ${runs === 1 ? "run" : "runs"}. Delete them, or restore the experiment.`;
    return { verdict: "refuse", reason };
  }

  async #readRows(sql: Sql, items: readonly PlacedItem[], lock: string): Promise<Map<string, ItemRow>> {
    const kind = items[0]?.item.kind;
    if (kind === undefined) return new Map();
    const { table } = KIND_TABLES[kind];
    const list = inList(items.map(({ item }) => item.key));
    const rows = await sql.all<ItemRow>(
      `SELECT ${itemColumns(kind, this.#database.dialect)} FROM ${table} WHERE ${table}.id IN ${list.text} ` +
        `ORDER BY ${table}.id${lock}`,
      list.params,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  async #note(sql: Sql, items: readonly PurgeItem[]): Promise<void> {
    if (items.length === 0) return;
    const now = Date.now();
    await sql.insert(
      CLAIMS,
      items.map((item) => [KIND_TABLES[item.kind].number, item.key, now]),
    );
  }
}

/** Removes the claim on an item, whose row goes with it. */
export async function dropClaim(sql: Sql, item: PurgeItem): Promise<number> {
  return sql.run("DELETE FROM purge_claim WHERE kind = ? AND item_id = ?", [KIND_TABLES[item.kind].number, item.key]);
}

/** Removes a claim that was in vain. One that was made before stays: nobody knows how far that attempt came. */
async function takeBack(sql: Sql, item: PurgeItem): Promise<void> {
  await sql.run("DELETE FROM purge_claim WHERE kind = ? AND item_id = ? AND attempts = 1", [
    KIND_TABLES[item.kind].number,
    item.key,
  ]);
}

/**
 * Refuses to restore what is being removed for good, be it only a run of an experiment; the transaction holds the item's
 * row.
 * @throws MillraceError RESOURCE_CONFLICT
 */
export async function refuseClaimed(sql: Sql, kind: TrashKind, id: string, key: PurgeItem["key"]): Promise<void> {
  if (await isClaimed(sql, kind, key)) throw beingPurged(kind, id);
  if (kind === "EXPERIMENT" && (await hasClaimedRun(sql, key))) throw beingPurged(kind, id);
}

/**
 * Holds a run with its experiment, so that no purge of either begins, and refuses to restore the run when it or its
 * experiment is being removed for good.
 * @throws MillraceError RESOURCE_CONFLICT
 */
export async function refuseClaimedRun(sql: Sql, dialect: Dialect, runId: string): Promise<void> {
  const row = await sql.get<{ id: number; experiment: string }>(
    "SELECT run.id, CAST(run.experiment_id AS TEXT) AS experiment FROM run WHERE uuid = ?",
    [runId],
  );
  if (row === undefined) return;
  const experiment = BigInt(row.experiment);
  await sql.get(`SELECT id FROM experiment WHERE id = ?${dialect.forShare}`, [experiment]);
  await sql.get(`SELECT id FROM run WHERE id = ?${dialect.forUpdate}`, [row.id]);
  if (await isClaimed(sql, "EXPERIMENT", experiment)) throw beingPurged("EXPERIMENT", row.experiment);
  await refuseClaimed(sql, "RUN", runId, row.id);
}

async function isClaimed(sql: Sql, kind: TrashKind, key: PurgeItem["key"]): Promise<boolean> {
  const claim = await sql.get("SELECT kind FROM purge_claim WHERE kind = ? AND item_id = ?", [
    KIND_TABLES[kind].number,
    key,
  ]);
  return claim !== undefined;
}

async function hasClaimedRun(sql: Sql, experiment: PurgeItem["key"]): Promise<boolean> {
  const run = await sql.get(
    "SELECT run.id FROM purge_claim JOIN run ON run.id = purge_claim.item_id " +
      "WHERE purge_claim.kind = ? AND run.experiment_id = ? LIMIT 1",
    [KIND_TABLES.RUN.number, experiment],
  );
  return run !== undefined;
}

function beingPurged(kind: TrashKind, id: string): MillraceError {
  return new MillraceError(
    "RESOURCE_CONFLICT",
    `The ${KIND_TABLES[kind].noun} '${id}' is being purged and can't be restored any more. ` +
      "Purge it again if that did not come to its end.",
  );
}

/** Logged models need not be deleted to go with their experiment; runs are deleted with theirs. */
function isDoomed(row: ItemRow | undefined, { kind }: PurgeItem, { within }: ClaimOptions): boolean {
  if (row === undefined) return false;
  return row.deleted !== 0 || (kind === "LOGGED_MODEL" && within !== undefined);
}

function verdictOf({ sharer, needer }: PlaceUsers, item: PurgeItem): PurgeVerdict {
  const { noun } = KIND_TABLES[item.kind];
  if (needer !== undefined) {
    return { verdict: "refuse", reason: `The artifacts of the ${noun} are needed by ${needer}. Delete that first.` };
  }
  return sharer === undefined ? { verdict: "purge" } : { verdict: "keep objects", user: sharer };
}
