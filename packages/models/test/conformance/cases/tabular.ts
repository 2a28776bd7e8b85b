import type { ServedCases, ServingCase } from "../support/case.ts";
import { csvCases } from "./csv.ts";
import { envelopeCases } from "./envelopes.ts";
import { PARQUET } from "./parquet.ts";
import { SERVER } from "./server.ts";
import { recordsOf, type Table, tableCases } from "./tables.ts";

/** The flowers that most models know. */
export const IRIS: Table = {
  columns: ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"],
  rows: [
    [5.1, 3.5, 1.4, 0.2],
    [6.3, 3.3, 6, 2.5],
    [7, 3.2, 4.7, 1.4],
  ],
};
const PLANTS: Table = {
  columns: ["length", "width"],
  rows: [
    [5.1, 3.5],
    [6.3, 3],
  ],
};
const TYPES: Table = {
  columns: ["double", "float", "long", "integer", "boolean", "string"],
  rows: [
    [0.1, 0.1, 9007199254740991, -5, true, "a"],
    [-2, 3, 4, 5, false, "é\u{1f600}"],
  ],
};
const OPTIONAL: Table = {
  columns: ["size", "count", "name", "is new"],
  rows: [
    [0.5, 1, "a", true],
    [1, 2, "b", false],
  ],
};

/** A table as CSV. */
export function csvOf({ columns, rows }: Table): ServingCase[] {
  return csvCases({ header: columns, rows: rows.map((row) => row.map(String)) });
}

/** The forms that the document shows, which MLflow refuses. */
export function documentCases(table: Table, predictions: RegExp): ServingCase[] {
  const [first] = table.rows;
  const differs = { row: "S-06", status: 200, body: predictions };
  return [
    { title: "data with values", body: { data: { values: [first] } }, differs },
    { title: "data", body: { data: table.rows }, differs },
  ];
}

const SPLIT = { dataframe_split: { columns: IRIS.columns, data: IRIS.rows } };
const WRAPPED = /^\{"predictions":\[\[.*\]\]\}$/;

const OPTIONAL_RECORDS: readonly ServingCase[] = Object.entries({
  "only what is required": [{ size: 1 }],
  "null for what is optional": [{ size: 1, count: null, name: null, "is new": null }],
  "null in one of two": [
    { size: 1, count: 1, name: "a" },
    { size: 2, count: null, name: null },
  ],
  "null for what is required": [{ size: null, count: 1 }],
  "without what is required": [{ count: 1, name: "a" }],
}).map(([title, records]) => ({ title: `records: ${title}`, body: { dataframe_records: records } }));

/** Models of columns and arrays that Python serves. */
export const TABULAR: readonly ServedCases[] = [
  {
    model: "sklearn-frame",
    cases: [
      ...SERVER,
      ...envelopeCases(SPLIT),
      ...tableCases(IRIS),
      ...csvOf(IRIS),
      ...PARQUET,
      ...documentCases(IRIS, WRAPPED),
    ],
  },
  {
    model: "sklearn-array",
    cases: [...envelopeCases({ inputs: IRIS.rows }), ...tableCases(IRIS), ...csvOf(IRIS), ...PARQUET],
  },
  {
    model: "sklearn-none",
    cases: [...envelopeCases({ inputs: IRIS.rows }), ...tableCases(IRIS), ...csvOf(IRIS), ...PARQUET],
  },
  {
    model: "sklearn-types",
    cases: [...envelopeCases({ dataframe_records: recordsOf(TYPES) }), ...tableCases(TYPES), ...csvOf(TYPES)],
  },
  { model: "sklearn-optional", cases: [...tableCases(OPTIONAL), ...OPTIONAL_RECORDS, ...csvOf(OPTIONAL)] },
  { model: "xgboost", cases: [...envelopeCases(SPLIT), ...tableCases(IRIS), ...csvOf(IRIS), ...PARQUET] },
  { model: "lightgbm", cases: [...envelopeCases(SPLIT), ...tableCases(IRIS), ...csvOf(IRIS), ...PARQUET] },
  { model: "statsmodels", cases: [...tableCases(PLANTS), ...csvOf(PLANTS)] },
];
