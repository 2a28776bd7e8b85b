import type { ServingCase } from "../support/case.ts";

const TYPE = "application/vnd.apache.parquet";

/** Flowers as Parquet, right and wrong. */
export const PARQUET: readonly ServingCase[] = [
  ...["iris", "more", "less", "texts", "none"].map((name) => ({
    title: `Parquet: ${name}`,
    type: TYPE,
    file: `${name}.parquet`,
  })),
  { title: "Parquet with a charset", type: `${TYPE}; charset=utf-8`, file: "iris.parquet" },
  { title: "Parquet called JSON", file: "iris.parquet" },
  { title: "Parquet called CSV", type: "text/csv", file: "iris.parquet" },
  { title: "Parquet that is none", type: TYPE, body: "PAR1 nonsense PAR1" },
  { title: "Parquet without a body", type: TYPE },
];
