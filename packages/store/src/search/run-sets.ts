import type { Comparison, FilterNode, RunField, Scalar } from "@millrace/filter";
import type { Int64 } from "@millrace/contract";
import type { Dialect } from "../database/sql.ts";
import { ALWAYS } from "./condition.ts";
import { type Fragment, listed, raw, sql } from "./fragment.ts";
import type { FilterContext } from "./run-filter.ts";
import { inExperiments } from "./scope.ts";
import { doubleTest, type Test, textTest } from "./tests.ts";

/** Longer lists and ORs would need more parameters and parts than a database takes. */
const MOST_VALUES = 1000;
const MOST_BRANCHES = 20;
/** SQLite takes 32,766 parameters, of which the condition, the scope and the place of a page need at most 9,000. */
const MOST_PARAMS = 16_000;

/** Queries of `run_id` that indexes answer. The set is what they find together. */
export type RunSet = readonly Fragment[];

/**
 * Sets of runs, each from a part of the filter that every match must fulfil: every match is in every set, and other
 * runs can be. A small set is a shorter way to the matches than the runs in their order.
 */
export function runSets(
  node: FilterNode<RunField> | undefined,
  experiments: readonly Int64[],
  context: FilterContext,
): RunSet[] {
  if (node === undefined) return [];
  if (node.kind === "and") return node.nodes.flatMap((inner) => runSets(inner, experiments, context));
  if (node.kind === "or") return unionSet(node.nodes.map((inner) => runSets(inner, experiments, context)[0]));
  if (node.kind !== "compare" || node.op === "is null") return [];
  const set = runSet(node, experiments, context);
  return set === undefined ? [] : [[set]];
}

/** What matches an OR is in the set of one of its branches, if each has one. */
function unionSet(branches: readonly (RunSet | undefined)[]): RunSet[] {
  const sets = branches.filter((set) => set !== undefined);
  const union = sets.flat();
  if (sets.length < branches.length || union.length > MOST_BRANCHES) return [];
  return union.reduce((count, { params }) => count + params.length, 0) > MOST_PARAMS ? [] : [union];
}

function runSet(
  node: Comparison<RunField>,
  experiments: readonly Int64[],
  context: FilterContext,
): Fragment | undefined {
  const { field } = node;
  switch (field.kind) {
    case "attribute":
      return field.name === "run_id" ? uuidSet(node, context.dialect) : undefined;
    case "metric": {
      const metric = context.keys.metric(field);
      if (metric === undefined) return undefined;
      const condition =
        metric.aggregate === "last" && node.op !== "is not null" ? doubleTest("last_value", node) : ALWAYS;
      return entrySet("metric", metric.keyId, experiments, condition);
    }
    case "param":
    case "tag": {
      const keyId = context.keys.id(field.key);
      return keyId === undefined ? undefined : entrySet(field.kind, keyId, experiments, valueCondition(node));
    }
    case "dataset": {
      if (field.name === "context" || node.op === "is not null") return undefined;
      const condition = textTest(context.dialect, field.name, node);
      const datasets = sql`SELECT id FROM dataset WHERE ${inExperiments("experiment_id", experiments)} AND ${condition}`;
      return sql`SELECT DISTINCT run_id FROM dataset_input WHERE dataset_id IN (${datasets})`;
    }
  }
}

function uuidSet(node: Test, dialect: Dialect): Fragment | undefined {
  if (node.op !== "=" && node.op !== "in") return undefined;
  return sql`SELECT id AS run_id FROM run WHERE ${textTest(dialect, "uuid", node)}`;
}

function entrySet(table: string, keyId: number, experiments: readonly Int64[], condition: Fragment): Fragment {
  const inIndex = sql`${inExperiments("experiment_id", experiments)} AND key_id = ${keyId}`;
  return sql`SELECT run_id FROM ${raw(table)} WHERE ${inIndex} AND indexed = 1 AND ${condition}`;
}

/** What the index tells without the rows: how a value that has to be equal begins, else only that the key is there. */
function valueCondition(test: Test): Fragment {
  let values: readonly Scalar[];
  if (test.op === "=") values = [test.value];
  else if (test.op === "in" && test.values.length <= MOST_VALUES) values = test.values;
  else return ALWAYS;
  return sql`substr(value, 1, 64) IN ${listed(values.map((value) => sql`substr(${value}, 1, 64)`))}`;
}
