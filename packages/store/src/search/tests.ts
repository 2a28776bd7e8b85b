import { type Int64, toInt64 } from "@millrace/contract";
import type { Comparison, Scalar, ScalarOperator } from "@millrace/filter";
import type { Dialect } from "../database/sql.ts";
import { ALWAYS, anyOf, NEVER, not } from "./condition.ts";
import { Fragment, listed, raw, sql } from "./fragment.ts";

const PAST_INT64 = 2 ** 63;

/** What a comparison asks of its field's value. */
export type Test = Comparison<unknown>;

/** Whether only the presence of a value is asked. */
export function isNullTest(test: Test): boolean {
  return test.op === "is null" || test.op === "is not null";
}

/** The test on a text expression. A NULL expression makes it NULL, IS NULL apart. */
export function textTest(dialect: Dialect, expression: string, test: Test): Fragment {
  switch (test.op) {
    case "like":
      return new Fragment(dialect.like(expression), [test.value]);
    case "ilike":
      return new Fragment(dialect.ilike(expression), [test.value]);
    case "rlike":
      return new Fragment(dialect.rlike(expression), [dialect.rlikePattern(test.value)]);
    default:
      return plainTest(expression, test, (value) => value);
  }
}

/**
 * The test on a double expression, in which NaN satisfies only `!=` and NOT IN: NaN sorts after all numbers in the
 * databases, so "greater" has to leave it out.
 */
export function doubleTest(expression: string, test: Test): Fragment {
  const condition = plainTest(expression, test, Number);
  return test.op === ">" || test.op === ">=" ? sql`${condition} AND ${raw(expression)} < 'NaN'` : condition;
}

/** The test on a 64-bit integer column, exact for values that are fractions or beyond 64 bits. */
export function integerTest(column: string, test: Test): Fragment {
  switch (test.op) {
    case "in":
    case "not in": {
      const matches = anyOf(test.values.map((value) => integerComparison(column, "=", value)));
      return test.op === "in" ? matches : not(matches);
    }
    case "=":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return integerComparison(column, test.op, test.value);
    default:
      return plainTest(column, test, (value) => value);
  }
}

function integerComparison(column: string, op: ScalarOperator, value: Scalar): Fragment {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return compared(column, op, value);
  if (value >= PAST_INT64) return ["<", "<=", "!="].includes(op) ? ALWAYS : NEVER;
  if (value < -PAST_INT64) return [">", ">=", "!="].includes(op) ? ALWAYS : NEVER;
  const floor = toInt64(BigInt(Math.floor(value)));
  if (Number.isInteger(value)) return compared(column, op, floor);
  if (op === "=") return NEVER;
  if (op === "!=") return ALWAYS;
  return compared(column, op.startsWith("<") ? "<=" : ">", floor);
}

function plainTest(expression: string, test: Test, convert: (value: Scalar) => string | Int64): Fragment {
  switch (test.op) {
    case "is null":
      return sql`${raw(expression)} IS NULL`;
    case "is not null":
      return sql`${raw(expression)} IS NOT NULL`;
    case "in":
    case "not in": {
      const list = listed(test.values.map((value) => sql`${convert(value)}`));
      return sql`${raw(expression)} ${raw(test.op === "in" ? "IN" : "NOT IN")} ${list}`;
    }
    case "like":
    case "ilike":
    case "rlike":
      throw new TypeError("Patterns are for text.");
    default:
      return compared(expression, test.op, convert(test.value));
  }
}

function compared(expression: string, op: ScalarOperator, value: string | Int64): Fragment {
  return sql`${raw(expression)} ${raw(op === "!=" ? "<>" : op)} ${value}`;
}
