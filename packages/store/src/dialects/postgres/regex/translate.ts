import { bracket, escaped, EVERYTHING, negated, type Range } from "./code-points.ts";
import { POSIX_CLASSES } from "./classes.ts";
import { folded } from "./folding.ts";
import { polar, Scanner, unreadable } from "./scanner.ts";

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

/** The highest repetition that PostgreSQL's expressions can state at once. */
const MOST_REPEATS = 255;
const NEWLINE: Range = [10, 10];

/**
 * Translates a regular expression in re2's syntax, already found valid, into PostgreSQL's so that it finds the same.
 * @throws MillraceError INVALID_PARAMETER_VALUE for what PostgreSQL has no expression for.
 */
export function postgresPattern(pattern: string): string {
  const translation = new Translation(new Scanner(pattern));
  return `***:${translation.whole()}`;
}

class Translation {
  readonly #scanner: Scanner;
  #flags: Flags = { i: false, m: false, s: false };

  constructor(scanner: Scanner) {
    this.#scanner = scanner;
  }

  whole(): string {
    const text = this.#alternatives();
    if (!this.#scanner.atEnd) throw unreadable();
    return text;
  }

  /** What stands before the end of a group, as an atom. */
  #alternatives(): string {
    let text = "";
    while (!this.#scanner.atEnd && !this.#scanner.sees(")")) text += this.#scanner.takes("|") ? "|" : this.#piece();
    return `(?:${text})`;
  }

  #piece(): string {
    const quoted = this.#scanner.match(/\\Q([^]*?)(?:\\E|$)/y)?.[1];
    if (quoted === undefined) return this.#repeated(this.#atom());
    const characters = Array.from(quoted, (character) => this.#letter(character.codePointAt(0) ?? 0));
    const last = characters.pop() ?? "";
    return characters.join("") + this.#repeated(last);
  }

  #repeated(atom: string): string {
    const times = this.#scanner.match(/[*+?]|\{(\d+)(,?)(\d*)\}/y);
    if (times === undefined) return atom;
    // Such as `a(?i)*`, in which re2 repeats the `a`.
    if (atom === "") throw unreadable();
    // Whether it takes few or many makes no difference to whether it is found.
    this.#scanner.takes("?");
    const [sign, least, comma, most] = times;
    if (least === undefined) return `(?:${atom}${sign})`;
    const end = comma === "" ? Number(least) : most === "" || most === undefined ? undefined : Number(most);
    return `(?:${repeats(atom, Number(least), end)})`;
  }

  #atom(): string {
    const scanner = this.#scanner;
    if (scanner.takes("(")) return this.#group();
    if (scanner.takes("[")) return this.#class();
    if (scanner.takes(".")) return bracket(this.#flags.s ? EVERYTHING : negated([NEWLINE]));
    if (scanner.takes("^")) return this.#flags.m ? "(?:^|(?<=\\u000a))" : "(?:^)";
    if (scanner.takes("$")) return this.#flags.m ? "(?:$|(?=\\u000a))" : "(?:$)";
    if (scanner.takes("\\A")) return "(?:^)";
    if (scanner.takes("\\z")) return "(?:$)";
    if (scanner.takes("\\b")) return "(?:\\y)";
    if (scanner.takes("\\B")) return "(?:\\Y)";
    const escapedClass = scanner.classEscape(this.#flags.i);
    return escapedClass === undefined ? this.#letter(scanner.literal()) : bracket(escapedClass);
  }

  #letter(codePoint: number): string {
    if (codePoint === 0) return bracket([]);
    if (!this.#flags.i) return escaped(codePoint);
    const orbit = folded([[codePoint, codePoint]]);
    return orbit.length === 1 ? escaped(codePoint) : bracket(orbit);
  }

  #group(): string {
    const outside = this.#flags;
    const [, on, off, end] = this.#scanner.match(/\?([imsU]*)(?:-([imsU]*))?([:)])/y) ?? [];
    if (end === undefined) this.#scanner.match(/\?P?<\w+>/y);
    else this.#flags = flagsAfter(outside, on ?? "", off ?? "");
    // `(?i)` has no end of its own: it counts up to the end of the group around it.
    if (end === ")") return "";
    const text = this.#alternatives();
    if (!this.#scanner.takes(")")) throw unreadable();
    this.#flags = outside;
    return text;
  }

  #class(): string {
    const isNegated = this.#scanner.takes("^");
    const ranges: Range[] = [];
    do ranges.push(...this.#classItem());
    while (!this.#scanner.takes("]"));
    return bracket(isNegated ? negated(ranges) : ranges);
  }

  #classItem(): readonly Range[] {
    const scanner = this.#scanner;
    const [, caret, name] = scanner.match(/\[:(\^?)(\w+):\]/y) ?? [];
    if (name !== undefined) return polar(POSIX_CLASSES[name] ?? [], caret === "^", this.#flags.i);
    const escapedClass = scanner.classEscape(this.#flags.i);
    if (escapedClass !== undefined) return escapedClass;
    const first = scanner.literal();
    const last = scanner.sees("-]") || !scanner.takes("-") ? first : scanner.literal();
    return polar([[first, last]], false, this.#flags.i);
  }
}

function flagsAfter(flags: Flags, on: string, off: string): Flags {
  const after = (name: keyof Flags): boolean => (flags[name] || on.includes(name)) && !off.includes(name);
  return { i: after("i"), m: after("m"), s: after("s") };
}

/** An atom from `least` to `most` times, without a limit when `most` is undefined. */
function repeats(atom: string, least: number, most: number | undefined): string {
  let text = "";
  let required = least;
  for (; required > MOST_REPEATS; required -= MOST_REPEATS) text += `${atom}{${MOST_REPEATS}}`;
  if (most === undefined) return `${text}${atom}{${required},}`;
  let optional = most - least;
  text += `${atom}{${required}}`;
  for (; optional > MOST_REPEATS; optional -= MOST_REPEATS) text += `${atom}{0,${MOST_REPEATS}}`;
  return `${text}${atom}{0,${optional}}`;
}
