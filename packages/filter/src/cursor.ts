import type { MillraceError } from "@millrace/contract";
import { shortened, type Source, syntaxError } from "./excerpt.ts";
import { type Token, tokenize } from "./lexer.ts";

/** Walks over the tokens of one text; every parser of the language shares it. */
export class Cursor {
  readonly source: Source;
  readonly #tokens: readonly Token[];
  #index = 0;

  /** Throws INVALID_PARAMETER_VALUE if the text has something that is no token. */
  constructor(source: Source) {
    this.source = source;
    this.#tokens = tokenize(source);
  }

  /** The token that comes next. */
  get token(): Token {
    return this.#at(this.#index);
  }

  get atEnd(): boolean {
    return this.token.kind === "end";
  }

  /** Takes the next token; the end is never passed. */
  take(): Token {
    const { token } = this;
    if (token.kind !== "end") this.#index += 1;
    return token;
  }

  /** Whether the next token is this keyword, in any case. */
  isKeyword(keyword: string, ahead = 0): boolean {
    const token = this.#at(this.#index + ahead);
    return token.kind === "word" && token.text.toLowerCase() === keyword;
  }

  /** Takes the next token if it is this keyword, in any case. */
  takeKeyword(keyword: string): boolean {
    const found = this.isKeyword(keyword);
    if (found) this.take();
    return found;
  }

  /** Takes the next token if it is of this kind. */
  takeKind(kind: Token["kind"]): boolean {
    const found = this.token.kind === kind;
    if (found) this.take();
    return found;
  }

  /** The refusal of the next token in favour of what the grammar wants. */
  expected(what: string, hint = ""): MillraceError {
    return this.fail(this.token.start, `expected ${what}, found ${this.#found()}${hint}`);
  }

  /** The refusal of the text at an offset. */
  fail(offset: number, problem: string): MillraceError {
    return syntaxError(this.source, offset, problem);
  }

  #at(index: number): Token {
    const token = this.#tokens[Math.min(index, this.#tokens.length - 1)];
    if (token === undefined) throw new RangeError("a token list is never empty");
    return token;
  }

  #found(): string {
    const { token } = this;
    if (token.kind === "end") return "the end of the text";
    const text = shortened(this.source.text.slice(token.start, token.end));
    return token.kind === "quoted" ? text : `'${text}'`;
  }
}
