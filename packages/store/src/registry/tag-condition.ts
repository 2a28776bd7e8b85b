import { PROMPT_TAG } from "@millrace/contract";
import type { AttributeField, FilterNode, TagField } from "@millrace/filter";
import type { Dialect } from "../database/sql.ts";
import { ALWAYS, anyOf, not } from "../search/condition.ts";
import { type Fragment, raw, sql } from "../search/fragment.ts";
import { isNullTest, type Test, textTest } from "../search/tests.ts";
import { TAG_OWNERS, type TagTable } from "./tags.ts";

/** Whose tags are asked for: the table, and the expression of the owner's number. */
export interface TagOwner {
  readonly table: TagTable;
  readonly id: string;
}

/**
 * The condition on a tag. One who has no tag that makes it a prompt counts as having it with the value "false", which is
 * how clients ask for everything but prompts.
 */
export function tagCondition(dialect: Dialect, owner: TagOwner, key: string, test: Test): Fragment {
  if (isNullTest(test)) {
    const there = withTag(owner, key, ALWAYS);
    return test.op === "is null" ? not(there) : there;
  }
  const matching = withTag(owner, key, valueTest(dialect, test));
  if (key !== PROMPT_TAG) return matching;
  return anyOf([matching, sql`(${not(withTag(owner, key, ALWAYS))} AND ${textTest(dialect, "'false'", test)})`]);
}

/** The condition that leaves prompts out; none where the filter itself says something about them. */
export function promptsHidden(
  filter: FilterNode<AttributeField<string> | TagField> | undefined,
  isPrompt: Fragment,
): Fragment {
  const isAsked = filter !== undefined && mentions(filter, (field) => field.kind === "tag" && field.key === PROMPT_TAG);
  return isAsked ? ALWAYS : not(isPrompt);
}

/** The condition on a row of a table with tags that it makes its owner a prompt. */
export const MAKES_PROMPT = sql`key = ${PROMPT_TAG} AND ${prefix("true")} AND value = 'true'`;

function mentions<Field>(node: FilterNode<Field>, asked: (field: Field) => boolean): boolean {
  if (node.kind === "compare") return asked(node.field);
  if (node.kind === "not") return mentions(node.node, asked);
  return node.nodes.some((inner) => mentions(inner, asked));
}

function withTag({ table, id }: TagOwner, key: string, condition: Fragment): Fragment {
  const tags = sql`SELECT ${raw(TAG_OWNERS[table])} FROM ${raw(table)} WHERE key = ${key} AND ${condition}`;
  return sql`${raw(id)} IN (${tags})`;
}

/** With the part of the value that the index holds, where the whole is given. */
function valueTest(dialect: Dialect, test: Test): Fragment {
  const condition = textTest(dialect, "value", test);
  return test.op === "=" ? sql`${prefix(String(test.value))} AND ${condition}` : condition;
}

function prefix(value: string): Fragment {
  return sql`substr(value, 1, 64) = substr(${value}, 1, 64)`;
}
