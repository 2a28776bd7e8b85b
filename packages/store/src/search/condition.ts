import type { Comparison, FilterNode } from "@millrace/filter";
import { Fragment, joined, sql } from "./fragment.ts";

/** The condition that every row meets; `allOf`, `anyOf` and `not` fold it away. */
export const ALWAYS = new Fragment("TRUE");

/** The condition that no row meets; folded away like `ALWAYS`. */
export const NEVER = new Fragment("FALSE");

/** True where all conditions are. */
export function allOf(conditions: readonly Fragment[]): Fragment {
  return combined(conditions, " AND ", ALWAYS, NEVER);
}

/** True where one condition is. */
export function anyOf(conditions: readonly Fragment[]): Fragment {
  return combined(conditions, " OR ", NEVER, ALWAYS);
}

/** True where the condition is false; conditions here are never NULL. */
export function not(condition: Fragment): Fragment {
  if (condition === ALWAYS) return NEVER;
  return condition === NEVER ? ALWAYS : sql`NOT (${condition})`;
}

/**
 * The condition of a filter. `leaf` gives the condition of a comparison, which must be TRUE or FALSE and never NULL, so
 * that NOT is true exactly where its node is false.
 */
export function conditionOf<Field>(
  node: FilterNode<Field> | undefined,
  leaf: (comparison: Comparison<Field>) => Fragment,
): Fragment {
  if (node === undefined) return ALWAYS;
  switch (node.kind) {
    case "and":
      return allOf(node.nodes.map((inner) => conditionOf(inner, leaf)));
    case "or":
      return anyOf(node.nodes.map((inner) => conditionOf(inner, leaf)));
    case "not":
      return not(conditionOf(node.node, leaf));
    case "compare":
      return leaf(node);
  }
}

function combined(conditions: readonly Fragment[], operator: string, neutral: Fragment, decisive: Fragment): Fragment {
  if (conditions.includes(decisive)) return decisive;
  return balanced(
    conditions.filter((condition) => condition !== neutral),
    operator,
    neutral,
  );
}

/** In brackets, in the form of a balanced tree: databases limit how deep an expression may be. */
function balanced(conditions: readonly Fragment[], operator: string, neutral: Fragment): Fragment {
  const [first] = conditions;
  if (first === undefined) return neutral;
  if (conditions.length === 1) return first;
  const middle = Math.ceil(conditions.length / 2);
  const halves = [conditions.slice(0, middle), conditions.slice(middle)];
  return sql`(${joined(
    halves.map((half) => balanced(half, operator, neutral)),
    operator,
  )})`;
}
