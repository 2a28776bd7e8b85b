import type { ServingCase } from "../support/case.ts";

/** Lines of text of a table: a header and at least two rows whose cells need no quotes. */
export interface Csv {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const MISSING = ["", "NA", "nan", "NaN", "null", "None", "N/A", "n/a", "#N/A", "-nan", "<NA>"];
const ODD = [
  " 1 ",
  "1e3",
  "1,5",
  "0x10",
  "inf",
  "-Infinity",
  "1_000",
  "true",
  "False",
  "x",
  '"a""b"',
  "9223372036854775808",
];

/** A table as CSV, right and wrong. */
export function csvCases({ header, rows }: Csv): ServingCase[] {
  const csv = { header, rows };
  const whole = textOf(csv);
  const [first = []] = rows;
  const cell = (value: string): string => textOf({ header, rows: [[value, ...first.slice(1)]] });
  const bodies: Record<string, string | Uint8Array> = {
    "": whole,
    "no line break at its end": whole.trimEnd(),
    CRLF: whole.replaceAll("\n", "\r\n"),
    CR: whole.replaceAll("\n", "\r"),
    "quotes around all": textOf({ header: header.map(quoted), rows: rows.map((row) => row.map(quoted)) }),
    "empty lines": whole.replaceAll("\n", "\n\n"),
    "a byte order mark": `\ufeff${whole}`,
    "a header only": textOf({ header, rows: [] }),
    "rows only": textOf({ header: first, rows }),
    "columns in another order": textOf({ header: header.toReversed(), rows: rows.map((row) => row.toReversed()) }),
    "a missing column": textOf({ header: header.slice(1), rows: rows.map((row) => row.slice(1)) }),
    "one more column": textOf({ header: [...header, "more"], rows: rows.map((row) => [...row, "é\u{1f600}"]) }),
    "an index": textOf({ header: ["", ...header], rows: rows.map((row, place) => [String(place), ...row]) }),
    "an index without a name": textOf({ header, rows: rows.map((row, place) => [String(place), ...row]) }),
    "a column twice": textOf({ header: [...header, ...header.slice(0, 1)], rows: rows.map((row) => [...row, "1"]) }),
    "a short row": textOf({ header, rows: [first, first.slice(1)] }),
    "a long row": textOf({ header, rows: [first, [...first, "1", "2"]] }),
    "blanks around the names": textOf({ header: header.map((name) => ` ${name} `), rows }),
    "blanks around the cells": textOf({ header, rows: rows.map((row) => row.map((one) => ` ${one} `)) }),
    semicolons: whole.replaceAll(",", ";"),
    tabs: whole.replaceAll(",", "\t"),
    "an open quote": `${whole}"1`,
    "a quote inside": cell('1"2'),
    "a line break in a cell": cell('"1\n2"'),
    nothing: "",
    "one line break": "\n",
    "bytes that are no UTF-8": Buffer.concat([Buffer.from(whole), Buffer.from([0xff, 0xfe])]),
    "a NUL": cell("1\0"),
    JSON: JSON.stringify({ dataframe_split: { columns: header, data: rows } }),
    ...Object.fromEntries([...MISSING, ...ODD].map((value) => [`the cell ${JSON.stringify(value)}`, cell(value)])),
  };
  return [
    ...Object.entries(bodies).map(([what, body]) => ({ title: `CSV with ${what}`, type: "text/csv", body })),
    { title: "CSV with its charset", type: "text/csv; charset=utf-8", body: whole },
    { title: "CSV with another charset", type: "text/csv; charset=utf-16", body: whole },
    { title: "CSV with a header parameter", type: "text/csv; header=present", body: whole },
  ];
}

function quoted(text: string): string {
  return `"${text}"`;
}

function textOf({ header, rows }: Csv): string {
  return [header, ...rows].map((row) => `${row.join(",")}\n`).join("");
}
