import type { Int64 } from "@millrace/contract";

/**
 * What a comparison can be against: text, or a number. A number is a double, except that whole numbers for a 64-bit
 * field that a double can't hold exactly are a `bigint`; one beyond 64 bits is the nearest double.
 */
export type Scalar = string | Int64;

/** Operators that order or equate a field with one value. */
export type ScalarOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** Operators that match text: SQL's LIKE with `%` and `_`, its case-insensitive form, and a re2 pattern found anywhere. */
export type PatternOperator = "like" | "ilike" | "rlike";

/** Operators that look a value up in a list. */
export type ListOperator = "in" | "not in";

/** Operators that ask whether the field is there at all; they take no value. */
export type NullOperator = "is null" | "is not null";

/** Every operator of the language in its canonical spelling. */
export type Operator = ScalarOperator | PatternOperator | ListOperator | NullOperator;

/** One comparison of a checked query. A list has at least one value, and each once. */
export type Comparison<Field> = { readonly kind: "compare"; readonly field: Field } & (
  | { readonly op: ScalarOperator; readonly value: Scalar }
  | { readonly op: PatternOperator; readonly value: string }
  | { readonly op: ListOperator; readonly values: readonly Scalar[] }
  | { readonly op: NullOperator }
);

/** Leaves joined by logic. `and` and `or` have at least two nodes, none of their own kind. */
export type Condition<Leaf> =
  | { readonly kind: "and" | "or"; readonly nodes: readonly Condition<Leaf>[] }
  | { readonly kind: "not"; readonly node: Condition<Leaf> }
  | Leaf;

/**
 * A checked query. A comparison (other than IS NULL) with a field that is not there is false, `!=` and NOT IN
 * included; `not` is true exactly where its node is false.
 */
export type FilterNode<Field> = Condition<Comparison<Field>>;

/** One term of an order_by list. */
export interface OrderTerm<Field> {
  readonly field: Field;
  readonly descending: boolean;
}
