import { DATASET_CONTEXT_TAG } from "@millrace/contract";
import type { Comparison, DatasetField, MetricField, RunAttribute, RunField } from "@millrace/filter";
import type { Dialect } from "../database/sql.ts";
import { ALWAYS, NEVER, not } from "./condition.ts";
import { type Fragment, raw, sql } from "./fragment.ts";
import type { KnownKeys } from "./known-keys.ts";
import { attributeColumn, metricColumn } from "./run-columns.ts";
import { doubleTest, integerTest, isNullTest, type Test, textTest } from "./tests.ts";

/** What a filter needs to become SQL. */
export interface FilterContext {
  readonly dialect: Dialect;
  readonly keys: KnownKeys;
}

/** The condition of a comparison on the run `r`. What a run may lack is asked with EXISTS, so it is never NULL. */
export function runCondition(node: Comparison<RunField>, context: FilterContext): Fragment {
  const { field } = node;
  switch (field.kind) {
    case "attribute":
      return attributeCondition(field.name, node, context.dialect);
    case "metric":
      return metricCondition(field, node, context);
    case "param":
    case "tag":
      return pairCondition(field.kind, field.key, node, context);
    case "dataset":
      return datasetCondition(field.name, node, context.dialect);
  }
}

function attributeCondition(name: RunAttribute, test: Test, dialect: Dialect): Fragment {
  const { expression, kind, nullable } = attributeColumn(name);
  const condition = kind === "text" ? textTest(dialect, expression, test) : integerTest(expression, test);
  if (!nullable || condition === NEVER || isNullTest(test)) return condition;
  return sql`(${raw(expression)} IS NOT NULL AND ${condition})`;
}

function metricCondition(field: MetricField, test: Test, { keys }: FilterContext): Fragment {
  const metric = keys.metric(field);
  if (metric === undefined) return ifThere(NEVER, test);
  const { expression, nullable } = metricColumn("m", metric.aggregate);
  const there = nullable ? sql`${raw(expression)} IS NOT NULL` : ALWAYS;
  const condition = isNullTest(test) ? there : doubleTest(expression, test);
  return ifThere(
    sql`EXISTS (SELECT 1 FROM metric AS m WHERE m.run_id = r.id AND m.key_id = ${metric.keyId} AND ${condition})`,
    test,
  );
}

function pairCondition(table: "param" | "tag", key: string, test: Test, { dialect, keys }: FilterContext): Fragment {
  const keyId = keys.id(key);
  if (keyId === undefined) return ifThere(NEVER, test);
  const condition = isNullTest(test) ? ALWAYS : textTest(dialect, "p.value", test);
  return ifThere(
    sql`EXISTS (SELECT 1 FROM ${raw(table)} AS p WHERE p.run_id = r.id AND p.key_id = ${keyId} AND ${condition})`,
    test,
  );
}

function datasetCondition(name: DatasetField["name"], test: Test, dialect: Dialect): Fragment {
  const [join, column] = DATASET_COLUMNS[name];
  const condition = isNullTest(test) ? ALWAYS : textTest(dialect, column, test);
  return ifThere(
    sql`EXISTS (SELECT 1 FROM dataset_input AS i JOIN ${raw(join)} WHERE i.run_id = r.id AND ${condition})`,
    test,
  );
}

const DATASET_COLUMNS: Readonly<Record<DatasetField["name"], readonly [join: string, column: string]>> = {
  name: ["dataset AS d ON d.id = i.dataset_id", "d.name"],
  digest: ["dataset AS d ON d.id = i.dataset_id", "d.digest"],
  context: [`dataset_input_tag AS t ON t.input_id = i.id AND t.key = '${DATASET_CONTEXT_TAG}'`, "t.value"],
};

function ifThere(there: Fragment, test: Test): Fragment {
  return test.op === "is null" ? not(there) : there;
}
