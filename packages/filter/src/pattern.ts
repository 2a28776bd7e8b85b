import { RE2JS, RE2JSException, RE2JSSyntaxException } from "re2js";
import { shortened, type Source, syntaxError } from "./excerpt.ts";

/** The most characters that the patterns of one filter may have together. */
const MAX_LENGTH = 1_000;

/** The largest size that the patterns of one filter may unfold to: compiling and matching take time in proportion. */
const MAX_UNFOLDED = 2_500;

const REPETITION = /\{(\d{1,4})(?:,(\d{0,4}))?\}/g;

/** What the patterns of one filter have used up so far. */
export class PatternBudget {
  length = 0;
  unfolded = 0;
}

/**
 * Checks a regular expression that begins at an offset of the text: it must be in re2's syntax, which matches in time
 * linear to the value, and within the budget. Throws INVALID_PARAMETER_VALUE.
 */
export function checkPattern(source: Source, start: number, pattern: string, budget: PatternBudget): void {
  budget.length += pattern.length;
  if (budget.length > MAX_LENGTH) {
    throw syntaxError(source, start, `the patterns of a filter may have at most ${MAX_LENGTH} characters together`);
  }
  budget.unfolded += unfoldedSize(pattern);
  if (budget.unfolded > MAX_UNFOLDED) {
    throw syntaxError(source, start, "the patterns of this filter repeat too much; use smaller numbers in {}");
  }
  compile(source, start, pattern);
}

/** An upper bound of the size after each counted repetition is written out; a repeated group counts as all before it. */
function unfoldedSize(pattern: string): number {
  let size = pattern.length;
  for (const { index, 1: low, 2: high } of pattern.matchAll(REPETITION)) {
    const count = Math.max(Number(low), Number(high ?? 0), 1);
    size = pattern.charAt(index - 1) === ")" ? size * count : size + count;
  }
  return size;
}

function compile(source: Source, start: number, pattern: string): void {
  try {
    RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const known = error instanceof RE2JSSyntaxException;
    const offset = known && error.input !== null ? Math.max(0, pattern.indexOf(error.input)) : 0;
    const reason = known ? shortened(error.error, 80) : "it can't be compiled";
    throw syntaxError(source, start + offset, `this is no regular expression in re2's syntax: ${reason}`);
  }
}
