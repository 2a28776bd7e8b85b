import type { FloorName } from "../floors/floor.ts";
import type { Story } from "../fill.ts";
import type { Sizes } from "../sizes.ts";
import type { Programs, TargetName } from "../targets/program.ts";
import type { Target } from "../targets/target.ts";

/** One number that a row measures. */
export type Figure = {
  /** Its name in what `measure` gives. */
  readonly key: string;
  readonly title: string;
  readonly unit: "ms" | "µs" | "req/s" | "points/s" | "MiB" | "errors" | "×";
  /** How many times better than the other program Millrace must be; below 1 where it may be worse. */
  readonly goal: { readonly [name in Exclude<TargetName, "millrace">]?: number };
  /** The same on PostgreSQL. */
  readonly postgresGoal?: number;
  /** The highest value that Millrace may show. */
  readonly limit?: number;
  /** The lowest value that Millrace must show at the median. */
  readonly least?: number;
  /** The least that one operation costs on this machine: floors, each with the number of times it is paid. */
  readonly floor?: readonly (readonly [FloorName, number])[];
  /** The share of the floor's speed that Millrace must reach: 0.7 for 70 %. */
  readonly floorGoal?: number;
};

/** A row that is ready to be measured on one target, any number of times. */
export type Probe = {
  /** Measures for about so many milliseconds; gives each figure of the row by its key. */
  readonly measure: (budgetMs: number) => Promise<Readonly<Record<string, number>>>;
};

/** One row of the comparison. */
export type Row = {
  readonly name: string;
  readonly figures: readonly Figure[];
  /** What the database holds. "none": the row starts and stops the target itself, on a folder of its own. */
  readonly story: Story | "none";
  /** What is started for the targets; the tracking servers when absent. */
  readonly programs?: Programs;
  /** The targets that can do it; all tracking servers when absent. */
  readonly targets?: readonly TargetName[];
  /** Floors that are measured with the row for the table of floors alone. */
  readonly beside?: readonly FloorName[];
  /** Rounds at most, for rows that take long. */
  readonly rounds?: number;
  /** Makes what the row needs on the target and checks that the target answers as it should. */
  readonly setup: (target: Target, sizes: Sizes) => Promise<Probe>;
};

/** True for units of which more is better. */
export function moreIsBetter(figure: Figure): boolean {
  return figure.unit === "req/s" || figure.unit === "points/s" || figure.unit === "×";
}
