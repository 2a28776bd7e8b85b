import { invalidParameter } from "@millrace/contract";
import { check } from "./check.ts";
import type { Source } from "./excerpt.ts";
import type { Grammar } from "./grammar.ts";
import { MAX_FILTER_LENGTH, parseCondition } from "./parser.ts";
import type { FilterNode } from "./tree.ts";

/** Reads and checks a filter for one entity; an empty text is no filter. Throws INVALID_PARAMETER_VALUE. */
export function parseFilter<Field>(grammar: Grammar<Field>, text: string): FilterNode<Field> | undefined {
  if (text.length > MAX_FILTER_LENGTH) {
    throw invalidParameter(
      `The filter has ${text.length} characters; at most ${MAX_FILTER_LENGTH} are allowed. Split the search.`,
    );
  }
  const source: Source = { noun: "filter", text };
  const node = parseCondition(source);
  return node === undefined ? undefined : check(source, grammar, node);
}
