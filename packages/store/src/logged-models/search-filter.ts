import type { Comparison, LoggedModelAttribute, LoggedModelField, ModelDataset } from "@millrace/filter";
import type { Dialect } from "../database/sql.ts";
import { ALWAYS, anyOf, not } from "../search/condition.ts";
import { type Fragment, raw, sql } from "../search/fragment.ts";
import { doubleTest, integerTest, isNullTest, type Test, textTest } from "../search/tests.ts";
import { LOGGED_MODEL_COLUMNS, statusName } from "./search-columns.ts";

/** What a filter of logged models needs to become SQL. */
export interface ModelFilterContext {
  readonly dialect: Dialect;
  /** Metrics count where they were measured on one of these; none means anywhere. */
  readonly datasets: readonly ModelDataset[];
}

/** The condition of a comparison on `logged_model`; never NULL. */
export function modelCondition(node: Comparison<LoggedModelField>, context: ModelFilterContext): Fragment {
  const { field } = node;
  switch (field.kind) {
    case "attribute":
      return attributeCondition(field.name, node, context.dialect);
    case "metric": {
      const condition = isNullTest(node) ? ALWAYS : doubleTest("p.value", node);
      return ifThere(sql`EXISTS (${pointsOf(context.datasets)} AND p.key = ${field.key} AND ${condition})`, node);
    }
    case "param":
    case "tag": {
      const condition = isNullTest(node) ? ALWAYS : textTest(context.dialect, "e.value", node);
      const entries = raw(`SELECT 1 FROM logged_model_${field.kind} AS e WHERE e.model_id = logged_model.id`);
      return ifThere(sql`EXISTS (${entries} AND e.key = ${field.key} AND ${condition})`, node);
    }
  }
}

/** The condition that a model has been measured on one of the datasets at all. */
export function measuredOn(datasets: readonly ModelDataset[]): Fragment {
  return sql`EXISTS (${pointsOf(datasets)})`;
}

/** The condition on the point `p` that it was measured on one of the datasets. */
export function onDatasets(datasets: readonly ModelDataset[]): Fragment {
  if (datasets.length === 0) return ALWAYS;
  return anyOf(
    datasets.map(({ name, digest }) => {
      const named = name === undefined ? ALWAYS : sql`p.dataset_name = ${name}`;
      return digest === undefined ? named : sql`(${named} AND p.dataset_digest = ${digest})`;
    }),
  );
}

function pointsOf(datasets: readonly ModelDataset[]): Fragment {
  return sql`SELECT 1 FROM logged_model_metric AS p WHERE p.model_id = logged_model.id AND ${onDatasets(datasets)}`;
}

function attributeCondition(name: LoggedModelAttribute, test: Test, dialect: Dialect): Fragment {
  const { expression, kind } = LOGGED_MODEL_COLUMNS[name];
  if (kind === "integer") return integerTest(expression, test);
  return textTest(dialect, expression, name === "status" ? withStatusNames(test) : test);
}

function withStatusNames(test: Test): Test {
  if (test.op === "=" || test.op === "!=") return { ...test, value: statusName(String(test.value)) };
  if (test.op !== "in" && test.op !== "not in") return test;
  return { ...test, values: test.values.map((value) => statusName(String(value))) };
}

function ifThere(there: Fragment, test: Test): Fragment {
  return test.op === "is null" ? not(there) : there;
}
