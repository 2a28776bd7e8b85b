import { parseArgs } from "node:util";
import { ROWS } from "./rows/index.ts";
import type { Row } from "./rows/row.ts";
import { FULL, QUICK, type Sizes } from "./sizes.ts";
import { TARGET_NAMES, type TargetName } from "./targets/program.ts";

/** What a run of the bench is asked to do. */
export type Options = {
  readonly rows: readonly Row[];
  readonly targets: readonly TargetName[];
  readonly sizes: Sizes;
  /** Compare the first rows on PostgreSQL instead of SQLite. */
  readonly postgres: boolean;
  /** Compare the searches over so many runs with those over the usual number, on Millrace alone. */
  readonly scaleRuns: number | undefined;
  /** The file that all figures are written to. */
  readonly json: string | undefined;
  readonly help: boolean;
};

/** The text of `--help`. */
export const USAGE = `Usage: npm run bench -- [options]

  --rows a,b       only these rows: ${ROWS.map((row) => row.name).join(", ")}
  --targets a,b    only these servers: ${TARGET_NAMES.join(", ")}
  --rounds N       rounds of each row (${FULL.rounds})
  --quick          small sizes, one round: shows that all works, the figures mean nothing
  --postgres       the rows that write and read single runs, on one PostgreSQL, against FastTrackML
  --runs N         the searches over N runs against the usual ${FULL.runs}, on Millrace alone
  --json FILE      write all figures to a file
`;

/** Reads the command line. Throws with a sentence for the user when it makes no sense. */
export function parseOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      rows: { type: "string" },
      targets: { type: "string" },
      rounds: { type: "string" },
      quick: { type: "boolean", default: false },
      postgres: { type: "boolean", default: false },
      runs: { type: "string" },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const sizes = values.quick ? QUICK : FULL;
  return {
    rows: choose(
      "rows",
      values.rows,
      ROWS.map((row) => row.name),
    ).flatMap((name) => ROWS.filter((row) => row.name === name)),
    targets: choose("targets", values.targets, TARGET_NAMES),
    sizes: { ...sizes, rounds: count("rounds", values.rounds) ?? sizes.rounds },
    postgres: values.postgres,
    scaleRuns: count("runs", values.runs),
    json: values.json,
    help: values.help,
  };
}

function choose<T extends string>(option: string, list: string | undefined, known: readonly T[]): readonly T[] {
  if (list === undefined) return known;
  const asked = new Set(list.split(","));
  for (const name of asked) {
    if (!known.some((one) => one === name)) throw new Error(`--${option}: no "${name}"; there are ${known.join(", ")}`);
  }
  return known.filter((name) => asked.has(name));
}

function count(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Error(`--${option}: "${text}" is not a whole number above zero`);
}
