import type { Int64, Run } from "@millrace/contract";

const FACTS = ["run_id", "experiment_id", "status", "artifact_uri"] as const;
const TIMES = ["start_time", "end_time"] as const;
const KINDS = ["metrics", "params", "tags"] as const;

type Kind = (typeof KINDS)[number];

/** The columns of a table of runs: facts of each run, then every key that some run has. */
export interface CsvColumns {
  /** Takes the keys of a run in. */
  add(run: Run): void;
  titles(): string[];
  keysOf(kind: Kind): ReadonlySet<string>;
}

/** Columns without any keys yet. */
export function csvColumns(): CsvColumns {
  const keys = { metrics: new Set<string>(), params: new Set<string>(), tags: new Set<string>() };
  return {
    add: ({ data }) => {
      for (const kind of KINDS) for (const { key } of data[kind] ?? []) keys[kind].add(key);
    },
    titles: () => [...FACTS, ...TIMES, ...KINDS.flatMap((kind) => [...keys[kind]].map((key) => `${kind}.${key}`))],
    keysOf: (kind) => keys[kind],
  };
}

/** The cells of a run; "" where it has no value. */
export function csvRow({ info, data }: Run, columns: CsvColumns): string[] {
  return [
    ...FACTS.map((fact) => info[fact]),
    ...TIMES.map((time) => csvTime(info[time])),
    ...KINDS.flatMap((kind) => {
      const values = new Map<string, string | number>((data[kind] ?? []).map(({ key, value }) => [key, value]));
      return [...columns.keysOf(kind)].map((key) => String(values.get(key) ?? ""));
    }),
  ];
}

/** One line of CSV, quoted where it has to be. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\n`;
}

function csvTime(ms: Int64 | undefined): string {
  const date = new Date(Number(ms ?? Number.NaN));
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().replace("T", " ").replace("Z", "+00:00");
}
