import type { Int64 } from "@millrace/contract";
import type { Aggregate, Condition, Comparison, MetricField, RunField } from "@millrace/filter";
import type { Database } from "../database/sql.ts";
import type { Keys } from "../keys/keys.ts";
import { sql } from "./fragment.ts";
import { freshRuns, inExperiments, scopesOf } from "./scope.ts";

/** A metric that was found by its name: the number of its key and what is asked of it. */
interface KnownMetric {
  readonly keyId: number;
  readonly aggregate: Aggregate;
}

/** The keys that a search names, as the database knows them. */
export class KnownKeys {
  readonly #ids: ReadonlyMap<string, number>;
  readonly #logged: ReadonlySet<number>;

  constructor(ids: ReadonlyMap<string, number>, logged: ReadonlySet<number>) {
    this.#ids = ids;
    this.#logged = logged;
  }

  /** The number of a key; `undefined` when no run has ever used it. */
  id(name: string): number | undefined {
    return this.#ids.get(name);
  }

  /** The reading of a metric field that counts: its own key when the experiments log it, else its alternative. */
  metric(field: MetricField): KnownMetric | undefined {
    const keyId = this.#ids.get(field.key);
    const { alternative } = field;
    if (alternative !== undefined && (keyId === undefined || !this.#logged.has(keyId)))
      return this.metric({ kind: "metric", ...alternative });
    return keyId === undefined ? undefined : { keyId, aggregate: field.aggregate };
  }
}

/** Looks up the keys that fields name, once for a whole search of these experiments. */
export async function findKeys(
  database: Database,
  keys: Keys,
  experiments: readonly Int64[],
  fields: readonly RunField[],
): Promise<KnownKeys> {
  const names = new Set<string>();
  const ambiguous = new Set<string>();
  for (const field of fields) {
    if (field.kind !== "attribute" && field.kind !== "dataset") names.add(field.key);
    if (field.kind !== "metric" || field.alternative === undefined) continue;
    names.add(field.alternative.key);
    ambiguous.add(field.key);
  }
  const ids = await keys.find(names);
  const logged = new Set<number>();
  for (const name of ambiguous) {
    const id = ids.get(name);
    if (id !== undefined && (await isLogged(database, experiments, id))) logged.add(id);
  }
  return new KnownKeys(ids, logged);
}

async function isLogged({ read }: Database, experiments: readonly Int64[], keyId: number): Promise<boolean> {
  for (const { experiments: some } of scopesOf(experiments, "ACTIVE_ONLY")) {
    const fresh = sql`run_id IN (${freshRuns(some)}) AND key_id = ${keyId}`;
    const indexed = sql`${inExperiments("experiment_id", some)} AND key_id = ${keyId} AND indexed = 1`;
    for (const condition of [fresh, indexed]) {
      const { text, params } = sql`SELECT 1 AS found FROM metric WHERE ${condition} LIMIT 1`;
      if ((await read.get(text, params)) !== undefined) return true;
    }
  }
  return false;
}

/** Every field that a filter compares. */
export function filterFields(node: Condition<Comparison<RunField>> | undefined): RunField[] {
  if (node === undefined) return [];
  if (node.kind === "compare") return [node.field];
  return node.kind === "not" ? filterFields(node.node) : node.nodes.flatMap(filterFields);
}
