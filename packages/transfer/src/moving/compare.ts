import { COUNTED, type Counted, type Counts } from "@millrace/store/transfer";

/** How often something is there on both sides. */
export interface CountRow {
  readonly counted: Counted;
  readonly source: number;
  readonly target: number;
}

/** Puts the counts of both sides beside each other. */
export function compareCounts(source: Counts, target: Counts): CountRow[] {
  return COUNTED.map((counted) => ({ counted, source: source[counted], target: target[counted] }));
}
