import type { Comparison, FilterNode, RunField } from "@millrace/filter";
import type { Sql } from "../database/sql.ts";
import { allOf, conditionOf, NEVER } from "./condition.ts";
import { type Fragment, joined, raw, sql } from "./fragment.ts";
import { type FilterContext, runCondition } from "./run-filter.ts";
import type { LeadingPart, LeadingTerm, RunOrder } from "./run-order.ts";
import { type RunSet, runSets } from "./run-sets.ts";
import { freshRuns, inExperiments, inScope, type Scope, TOGETHER } from "./scope.ts";
import type { SortKey } from "./sort-key.ts";
import { doubleTest, isNullTest } from "./tests.ts";

type RunFilter = RunQuestion["filter"];

/** A query of runs, called `r`, without its SELECT list, order and limit. */
export interface RunQuery {
  readonly from: Fragment;
  readonly where: Fragment;
}

/** Queries whose rows make up a part of the order together, once they are merged by the keys. */
export interface PlanStep {
  readonly keys: readonly SortKey[];
  readonly queries: readonly RunQuery[];
}

/** What is searched for. */
export interface RunQuestion {
  readonly scopes: readonly Scope[];
  readonly filter: FilterNode<RunField> | undefined;
  readonly order: RunOrder;
}

/** A set of fewer runs than this is read whole and sorted, rather than tested on the way along the order. */
const SMALL_SET = 4000;
/** How many sets are looked at. */
const MOST_SETS = 10;

/**
 * Decides how runs are found: from a small set when a part of the filter gives one, else along an index in the asked
 * order, testing the filter on the way until the page is full. The rows of the steps follow one another.
 */
export async function planRuns(
  read: Sql,
  { scopes, filter, order }: RunQuestion,
  context: FilterContext,
  smallSet = SMALL_SET,
): Promise<PlanStep[]> {
  const condition = filterCondition(filter, context);
  if (condition === NEVER) return [];
  const set = await smallestSet(read, setsOf(scopes, filter, context), smallSet);
  const { keys, joins, leading } = order;
  if (set !== undefined || leading === undefined) {
    const sets = (scope: Scope): (RunSet | undefined)[] =>
      set === undefined ? [set] : [...freshSets(scope, context), set];
    const queries = scopes.flatMap((scope) => sets(scope).map((some) => scopeQuery(scope, condition, some, joins)));
    return [{ keys, queries }];
  }
  return leading.parts.map((part) => ({
    keys: part.keys,
    queries: scopes.flatMap((scope) => leadingQueries(leading, part, scope, filter, context)),
  }));
}

/** The queries whose rows together are all runs that match. */
export async function planCount(
  read: Sql,
  { scopes, filter }: Omit<RunQuestion, "order">,
  context: FilterContext,
): Promise<RunQuery[]> {
  const condition = filterCondition(filter, context);
  if (condition === NEVER) return [];
  const set = await smallestSet(read, setsOf(scopes, filter, context), SMALL_SET);
  return scopes.map((scope) => {
    const whole = set === undefined ? undefined : [...set, ...freshSets(scope, context).flat()];
    return scopeQuery(scope, condition, whole, raw(""));
  });
}

/**
 * The runs that indexes of values may lack. They are asked for first, so that one that is indexed in between is found
 * twice rather than never.
 */
function freshSets({ experiments }: Scope, { dialect }: FilterContext): RunSet[] {
  return dialect.indexesLater ? [[freshRuns(experiments)]] : [];
}

function filterCondition(filter: RunFilter, context: FilterContext): Fragment {
  return conditionOf(filter, (comparison) => runCondition(comparison, context));
}

/** CROSS JOIN tells SQLite which table to begin with; other planners find that themselves. */
function scopeQuery(scope: Scope, condition: Fragment, set: RunSet | undefined, joins: Fragment): RunQuery {
  const where = allOf([inScope(scope), condition]);
  if (set === undefined) return { from: sql`run AS r ${joins}`, where };
  return {
    from: sql`(${joined(set, " UNION ")}) AS s CROSS JOIN run AS r ${joins}`,
    where: sql`r.id = s.run_id AND ${where}`,
  };
}

/** The runs of one part of the leading term: fresh ones, then along the index of its values; or those that have none. */
function leadingQueries(
  leading: LeadingTerm,
  part: LeadingPart,
  scope: Scope,
  filter: RunFilter,
  context: FilterContext,
): RunQuery[] {
  const { keyId, joins } = leading;
  const table = raw(leading.table);
  const where = sql`${inScope(scope)} AND ${filterCondition(filter, context)}`;
  if (part.condition === undefined) {
    const row = sql`SELECT 1 FROM ${table} AS o0 WHERE o0.run_id = r.id AND o0.key_id = ${keyId}`;
    return [{ from: sql`run AS r ${joins}`, where: sql`${where} AND NOT EXISTS (${row})` }];
  }
  const inIndex = sql`${inExperiments("o0.experiment_id", scope.experiments)} AND o0.key_id = ${keyId}`;
  const bounds = allOf([part.condition, ...leadingBounds(leading, filter, context)]);
  const indexed = {
    from: sql`${table} AS o0 CROSS JOIN run AS r ${joins}`,
    where: sql`${inIndex} AND o0.indexed = 1 AND ${bounds} AND r.id = o0.run_id AND ${where}`,
  };
  const row = sql`o0.run_id = r.id AND o0.key_id = ${keyId} AND o0.indexed = 0`;
  const fresh = freshSets(scope, context).map((set) => ({
    from: sql`(${joined(set, " UNION ")}) AS s CROSS JOIN run AS r CROSS JOIN ${table} AS o0 ${joins}`,
    where: sql`r.id = s.run_id AND ${row} AND ${bounds} AND ${where}`,
  }));
  return [...fresh, indexed];
}

/** What the filter asks of the very metric that leads the order: it shortens the way along the index. */
function leadingBounds({ table, keyId }: LeadingTerm, filter: RunFilter, { keys }: FilterContext): Fragment[] {
  if (table !== "metric") return [];
  return conjuncts(filter).flatMap((node) => {
    if (node.field.kind !== "metric" || isNullTest(node)) return [];
    const metric = keys.metric(node.field);
    return metric?.keyId === keyId && metric.aggregate === "last" ? [doubleTest("o0.last_value", node)] : [];
  });
}

/** The comparisons that every match fulfils. */
function conjuncts(filter: RunFilter): Comparison<RunField>[] {
  if (filter?.kind === "and") return filter.nodes.flatMap(conjuncts);
  return filter?.kind === "compare" ? [filter] : [];
}

function setsOf(scopes: readonly Scope[], filter: RunFilter, context: FilterContext): RunSet[] {
  const experiments = [...new Set(scopes.flatMap((scope) => scope.experiments))];
  return experiments.length > TOGETHER ? [] : runSets(filter, experiments, context);
}

/** The smallest of the sets that have fewer than `limit` runs. */
async function smallestSet(read: Sql, sets: readonly RunSet[], limit: number): Promise<RunSet | undefined> {
  let smallest: RunSet | undefined;
  let least = limit;
  for (const set of sets.slice(0, MOST_SETS)) {
    if (least === 0) break;
    // UNION ALL counts a run twice, but unlike UNION it ends with the limit.
    const members = joined(set, " UNION ALL ");
    const query = sql`SELECT count(*) AS runs FROM (SELECT 1 AS one FROM (${members}) AS s LIMIT ${least}) AS counted`;
    const row = await read.get<{ runs: number }>(query.text, query.params);
    const runs = Number(row?.runs ?? 0);
    if (runs < least) [smallest, least] = [set, runs];
  }
  return smallest;
}
