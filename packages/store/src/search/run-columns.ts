import type { Aggregate, RunAttribute } from "@millrace/filter";
import { STATUS_NUMBERS } from "../runs/rows.ts";

/** How the values of an expression are compared and read. */
export type ValueKind = "text" | "integer" | "double";

/** An SQL expression that searches filter and order by. */
export interface Column {
  readonly expression: string;
  readonly kind: ValueKind;
  readonly nullable: boolean;
}

const STATUS_NAME = `CASE r.status ${Object.entries(STATUS_NUMBERS)
  .map(([name, number]) => `WHEN ${number} THEN '${name}'`)
  .join(" ")} END`;

const ATTRIBUTES: Readonly<Record<RunAttribute, Column>> = {
  run_id: { expression: "r.uuid", kind: "text", nullable: false },
  run_name: { expression: "r.name", kind: "text", nullable: false },
  status: { expression: STATUS_NAME, kind: "text", nullable: false },
  user_id: { expression: "r.user_id", kind: "text", nullable: false },
  artifact_uri: { expression: "r.artifact_uri", kind: "text", nullable: false },
  start_time: { expression: "r.start_ms", kind: "integer", nullable: false },
  end_time: { expression: "r.end_ms", kind: "integer", nullable: true },
};

/** The column of an attribute, in a query that calls the run `r`. */
export function attributeColumn(name: RunAttribute): Column {
  return ATTRIBUTES[name];
}

/**
 * An aggregate of the metric row `alias`. `count` counts every point; the others look at those that are not NaN, and
 * are NULL where there are too few: none, or for the sample standard deviation fewer than two. Aggregates of infinite
 * values are NaN where arithmetic gives no answer.
 */
export function metricColumn(alias: string, aggregate: Aggregate): Column {
  const expression = AGGREGATES[aggregate].replaceAll("$", `${alias}.`);
  return { expression, kind: "double", nullable: aggregate !== "last" && aggregate !== "count" };
}

const NUMBERS = "($points - $nans)";
/** SQLite takes the text NaN for 0 in arithmetic, so sums that are NaN or infinite stay out of it. */
const FINITE = "BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308";
/** PostgreSQL refuses products and quotients that come to 0 or beyond the range of a double, so these never get there. */
const SQUARE_OF_SUM = `CASE WHEN abs($sum_value) < 1e-153 THEN 0 ELSE $sum_value / ${NUMBERS} * $sum_value END`;
const SPREAD = `($sum_squares - (${SQUARE_OF_SUM}))`;
const LEAST = "5e-324";

const AGGREGATES: Readonly<Record<Aggregate, string>> = {
  last: "$last_value",
  min: "$min_value",
  max: "$max_value",
  count: "CAST($points AS DOUBLE PRECISION)",
  sum: `CASE WHEN ${NUMBERS} > 0 THEN $sum_value END`,
  mean:
    `CASE WHEN ${NUMBERS} > 0 AND $sum_value ${FINITE} THEN ` +
    `CASE WHEN abs($sum_value) <= (${NUMBERS} - 1) * ${LEAST} THEN 0 ELSE $sum_value / ${NUMBERS} END ` +
    `WHEN ${NUMBERS} > 0 THEN $sum_value END`,
  std:
    `CASE WHEN ${NUMBERS} >= 2 AND NOT ($sum_squares ${FINITE}) THEN 'NaN' ` +
    `WHEN ${NUMBERS} >= 2 AND ${SPREAD} > 0 THEN sqrt(${SPREAD}) / sqrt(${NUMBERS} - 1) WHEN ${NUMBERS} >= 2 THEN 0 END`,
};
