import { invalidParameter } from "@millrace/contract";
import { PERL_CLASSES, unicodeClass } from "./classes.ts";
import { folded } from "./folding.ts";
import { negated, type Range } from "./code-points.ts";

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

/** Reads a pattern from left to right. */
export class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Whether the rest begins with a text. */
  sees(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  /** Takes a text when the rest begins with it. */
  takes(text: string): boolean {
    if (!this.sees(text)) return false;
    this.#at += text.length;
    return true;
  }

  /** Takes what a sticky expression matches here. */
  match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#text);
    if (match === null) return undefined;
    this.#at += match[0].length;
    return match;
  }

  /** Takes one character and gives its code point. */
  character(): number {
    const codePoint = this.#text.codePointAt(this.#at);
    if (codePoint === undefined) throw unreadable();
    this.#at += codePoint > 0xffff ? 2 : 1;
    return codePoint;
  }

  /** Takes a class such as `\d` or `\p{Greek}`, when there is one here. */
  classEscape(fold: boolean): readonly Range[] | undefined {
    const perl = this.match(/\\([dswDSW])/y)?.[1];
    if (perl !== undefined) {
      const name = perl.toLowerCase();
      return polar(PERL_CLASSES[name] ?? [], perl !== name, fold);
    }
    const [, letter, single, caret, name] = this.match(/\\([pP])(?:([A-Za-z])|\{(\^?)(\w+)\})/y) ?? [];
    if (letter === undefined) return undefined;
    return polar(unicodeClass(single ?? name ?? ""), (letter === "P") !== (caret === "^"), fold);
  }

  /** Takes one character, plain or escaped, and gives its code point. */
  literal(): number {
    if (!this.takes("\\")) return this.character();
    const hex = this.match(/x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]+)\})/y);
    if (hex !== undefined) return Number.parseInt(hex[1] ?? hex[2] ?? "", 16);
    const octal = this.match(/[0-7]{1,3}/y);
    if (octal !== undefined) return Number.parseInt(octal[0], 8);
    const codePoint = this.character();
    return CONTROLS[String.fromCodePoint(codePoint)] ?? codePoint;
  }
}

/** A class or what is not in it, with the other case of its letters when case does not count. */
export function polar(ranges: readonly Range[], isNegated: boolean, fold: boolean): readonly Range[] {
  const all = fold ? folded(ranges) : ranges;
  return isNegated ? negated(all) : all;
}

/** The refusal of a pattern that this translation can't read. */
export function unreadable(): Error {
  return invalidParameter("PostgreSQL can't search for this regular expression. Write it in a simpler way.");
}
