import { invalidParameter } from "@millrace/contract";
import { LruCache } from "../../../database/lru-cache.ts";
import { EVERYTHING, type Range } from "./code-points.ts";

const range = (first: string, last: string): Range => [first.charCodeAt(0), last.charCodeAt(0)];
const one = (character: string): Range => range(character, character);

const DIGIT = [range("0", "9")];
const UPPER = [range("A", "Z")];
const LOWER = [range("a", "z")];
const ALPHA = [...UPPER, ...LOWER];
const WORD = [...ALPHA, ...DIGIT, one("_")];

/** The classes `\d`, `\s` and `\w`, which are of ASCII only. */
export const PERL_CLASSES: Readonly<Record<string, readonly Range[]>> = {
  d: DIGIT,
  s: [one("\t"), one("\n"), range("\f", "\r"), one(" ")],
  w: WORD,
};

/** The classes of `[[:name:]]`, which are of ASCII only. */
export const POSIX_CLASSES: Readonly<Record<string, readonly Range[]>> = {
  alnum: [...ALPHA, ...DIGIT],
  alpha: ALPHA,
  ascii: [[0, 0x7f]],
  blank: [one("\t"), one(" ")],
  cntrl: [
    [0, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: DIGIT,
  graph: [range("!", "~")],
  lower: LOWER,
  print: [range(" ", "~")],
  punct: [range("!", "/"), range(":", "@"), range("[", "`"), range("{", "~")],
  space: [range("\t", "\r"), one(" ")],
  upper: UPPER,
  word: WORD,
  xdigit: [...DIGIT, range("A", "F"), range("a", "f")],
};

const unicode = new LruCache<string, readonly Range[]>(50);

/**
 * The class `\p{name}`: a general category or a script of Unicode.
 * @throws MillraceError INVALID_PARAMETER_VALUE when there is no such class.
 */
export function unicodeClass(name: string): readonly Range[] {
  return name === "Any" ? EVERYTHING : unicode.getOrMake(name, () => rangesOf(membership(name)));
}

function rangesOf(members: RegExp): Range[] {
  const ranges: Range[] = [];
  let first: number | undefined;
  for (let codePoint = 0; codePoint <= 0x11_0000; codePoint += 1) {
    const isMember = codePoint < 0x11_0000 && members.test(String.fromCodePoint(codePoint));
    if (isMember) first ??= codePoint;
    else if (first !== undefined) {
      ranges.push([first, codePoint - 1]);
      first = undefined;
    }
  }
  return ranges;
}

function membership(name: string): RegExp {
  for (const spelling of [name, `Script=${name}`]) {
    try {
      return new RegExp(`^\\p{${spelling}}$`, "u");
    } catch {
      // It is the other kind of name, or none.
    }
  }
  throw invalidParameter(
    `The regular expression names the Unicode class \\p{${name}}, which PostgreSQL can't search for.`,
  );
}
