import { toInt64 } from "@millrace/contract";
import { type Json, type JsonObject, Real } from "./json.ts";

const TOKEN =
  /[ \t\n\r]*(?:([[\]{},:])|("[ !#-[\]-\uffff]*(?:\\.[ !#-[\]-\uffff]*)*")|(-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)|(true|false|null|NaN|-?Infinity))/y;
const REST = /[ \t\n\r]*$/y;

/** Deeper than any tensor, and far from the end of the stack. */
const MAX_DEPTH = 500;

const WORDS: Readonly<Record<string, Json>> = {
  true: true,
  false: false,
  null: null,
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

/**
 * Parses JSON, with whole reals told from integers.
 * @throws SyntaxError
 */
export function scanJson(text: string): Json {
  const scanner = new Scanner(text);
  const value = scanner.value(0);
  scanner.end();
  return value;
}

class Scanner {
  readonly #text: string;
  #at = 0;
  #punctuation: string | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next value; undefined for a punctuation mark, which is kept in #punctuation. */
  #next(depth: number): Json | undefined {
    TOKEN.lastIndex = this.#at;
    const found = TOKEN.exec(this.#text);
    if (found === null) throw this.#wrong();
    this.#at = TOKEN.lastIndex;
    const [, mark, string, number, fraction, exponent, word] = found;
    this.#punctuation = mark;
    if (mark === "[") return this.#list(depth + 1);
    if (mark === "{") return this.#object(depth + 1);
    if (string !== undefined) return textOf(string);
    if (number !== undefined) return numberOf(number, fraction !== undefined || exponent !== undefined);
    return word === undefined ? undefined : WORDS[word];
  }

  value(depth: number): Json {
    const value = this.#next(depth);
    if (value === undefined) throw this.#wrong();
    return value;
  }

  end(): void {
    REST.lastIndex = this.#at;
    if (!REST.test(this.#text)) throw this.#wrong();
  }

  #list(depth: number): Json[] {
    if (depth > MAX_DEPTH) throw this.#wrong();
    const list: Json[] = [];
    let item = this.#next(depth);
    if (item === undefined && this.#punctuation === "]") return list;
    for (;;) {
      if (item === undefined) throw this.#wrong();
      list.push(item);
      if (this.#mark(",", "]") === "]") return list;
      item = this.#next(depth);
    }
  }

  #object(depth: number): JsonObject {
    if (depth > MAX_DEPTH) throw this.#wrong();
    const entries: [string, Json][] = [];
    let key = this.#next(depth);
    if (key === undefined && this.#punctuation === "}") return {};
    for (;;) {
      if (typeof key !== "string") throw this.#wrong();
      this.#mark(":");
      entries.push([key, this.value(depth)]);
      if (this.#mark(",", "}") === "}") return Object.fromEntries(entries);
      key = this.#next(depth);
    }
  }

  #mark(...marks: readonly string[]): string {
    const value = this.#next(MAX_DEPTH);
    const mark = this.#punctuation;
    if (value === undefined && mark !== undefined && marks.includes(mark)) return mark;
    throw this.#wrong();
  }

  #wrong(): SyntaxError {
    return new SyntaxError(`It is no JSON from character ${this.#at} on.`);
  }
}

function textOf(literal: string): string {
  const text: unknown = JSON.parse(literal);
  return String(text);
}

function numberOf(literal: string, isReal: boolean): Json {
  const value = Number(literal);
  if (isReal) return Number.isInteger(value) ? new Real(value) : value;
  return Number.isSafeInteger(value) ? value + 0 : toInt64(BigInt(literal));
}
