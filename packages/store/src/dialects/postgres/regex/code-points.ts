/** Code points from `first` to `last`. */
export type Range = readonly [first: number, last: number];

const LAST = 0x10_ffff;

/** Every code point. */
export const EVERYTHING: readonly Range[] = [[0, LAST]];

/** Ranges in order, joined where they touch. */
function normalized(ranges: readonly Range[]): Range[] {
  const joined: [number, number][] = [];
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = joined.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

/** The code points that are in none of the ranges. */
export function negated(ranges: readonly Range[]): Range[] {
  const gaps: Range[] = [];
  let next = 0;
  for (const [first, last] of normalized(ranges)) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST) gaps.push([next, LAST]);
  return gaps;
}

/** A code point in PostgreSQL's syntax, inside or outside of brackets. */
export function escaped(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  if (/[0-9A-Za-z]/.test(character)) return character;
  const hex = codePoint.toString(16);
  return codePoint > 0xffff ? `\\U${hex.padStart(8, "0")}` : `\\u${hex.padStart(4, "0")}`;
}

/** A bracket expression in PostgreSQL's syntax; U+0000 is left out, as no text there has it. */
export function bracket(ranges: readonly Range[]): string {
  const parts = normalized(ranges)
    .map(([first, last]): Range => [Math.max(first, 1), last])
    .filter(([first, last]) => first <= last);
  if (parts.length === 0) return `[^\\u0001-${escaped(LAST)}]`;
  const text = parts.map(([first, last]) => (first === last ? escaped(first) : `${escaped(first)}-${escaped(last)}`));
  return `[${text.join("")}]`;
}
