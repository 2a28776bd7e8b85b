import type { ServedCases } from "../support/case.ts";
import { envelopeCases } from "./envelopes.ts";
import { PARQUET } from "./parquet.ts";
import { SERVER } from "./server.ts";
import { recordsOf, type Table, tableCases } from "./tables.ts";
import { csvOf, IRIS } from "./tabular.ts";

const COLUMNS: Table = {
  columns: ["size", "count", "name"],
  rows: [
    [0.1, 9007199254740991, "a"],
    [-2, 4, "é\u{1f600}"],
  ],
};

/** Models in ONNX, which both Node and Python serve. */
export const ONNX: readonly ServedCases[] = [
  {
    model: "onnx-tensor",
    ways: ["node", "python"],
    cases: [...envelopeCases({ inputs: IRIS.rows }), ...tableCases(IRIS), ...csvOf(IRIS), ...PARQUET],
  },
  {
    model: "onnx-frame",
    ways: ["node", "python"],
    cases: [
      ...SERVER,
      ...envelopeCases({ dataframe_records: recordsOf(IRIS) }),
      ...tableCases(IRIS),
      ...csvOf(IRIS),
      ...PARQUET,
    ],
  },
  { model: "onnx-columns", ways: ["node", "python"], cases: [...tableCases(COLUMNS), ...csvOf(COLUMNS)] },
];
