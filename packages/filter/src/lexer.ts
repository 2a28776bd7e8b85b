import { shortened, type Source, syntaxError } from "./excerpt.ts";

/** The comparison signs, longest first. */
const SIGNS = ["!=", ">=", "<=", "=", ">", "<"] as const;

export type Sign = (typeof SIGNS)[number];

interface Span {
  /** Offset of the first character. */
  readonly start: number;
  /** Offset after the last character. */
  readonly end: number;
}

/** A name, dotted path or keyword as written. After a quoted name it can begin with the dot. */
export type WordToken = Span & { readonly kind: "word"; readonly text: string };

/** What stands between two equal quotes, as written: quoting has no escapes. */
export type QuotedToken = Span & { readonly kind: "quoted"; readonly quote: "'" | '"' | "`"; readonly body: string };

export type NumberToken = Span & { readonly kind: "number"; readonly text: string };

/** One token of a filter or an order_by item; the last one is always of kind `end`. */
export type Token =
  | WordToken
  | QuotedToken
  | NumberToken
  | (Span & { readonly kind: "sign"; readonly text: Sign })
  | (Span & { readonly kind: "(" | ")" | "," | "end" });

const SPACE = /\s+/uy;
const WORD = /[\p{L}\p{M}_][\p{L}\p{M}\p{N}_.:]*/uy;
const WORD_AFTER_QUOTE = /\.[\p{L}\p{M}\p{N}_.:]*/uy;
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/uy;
const NUMBER_RUNS_ON = /[\p{L}\p{M}\p{N}_.:]+/uy;

/** Why a character can't stand where it does, where there is more to say than that. */
const HINTS: Readonly<Record<string, string>> = {
  ";": "; a query is a single expression",
  "&": "; join comparisons with AND",
  "|": "; join comparisons with OR",
  "#": "; put a key with special characters in backticks",
  $: "; put a key with special characters in backticks",
  "@": "; put a key with special characters in backticks",
  "/": "; put a key with special characters in backticks",
  "-": "; put a key with special characters in backticks",
  "+": "; write a positive number without a sign, or put a key with special characters in backticks",
  "!": "; 'not equal' is written !=",
  "[": "; a list is written in round brackets",
};

/** Splits a text into tokens in time linear to its length. Throws INVALID_PARAMETER_VALUE at what is no token. */
export function tokenize(source: Source): Token[] {
  const tokens: Token[] = [];
  let at = matchAt(SPACE, source.text, 0);
  while (at < source.text.length) {
    const token = next(source, at, tokens.at(-1));
    tokens.push(token);
    at = matchAt(SPACE, source.text, token.end);
  }
  tokens.push({ kind: "end", start: at, end: at });
  return tokens;
}

function next(source: Source, start: number, previous: Token | undefined): Token {
  const { text } = source;
  const character = text.charAt(start);
  if (character === "(" || character === ")" || character === ",") {
    return { kind: character, start, end: start + 1 };
  }
  if (character === "'" || character === '"' || character === "`") {
    const end = closingQuote(source, start, character);
    return { kind: "quoted", quote: character, body: text.slice(start + 1, end), start, end: end + 1 };
  }
  const sign = SIGNS.find((candidate) => text.startsWith(candidate, start));
  if (sign !== undefined) return { kind: "sign", text: sign, start, end: start + sign.length };
  const continuesQuote = previous?.kind === "quoted" && previous.end === start;
  const wordEnd = matchAt(continuesQuote && character === "." ? WORD_AFTER_QUOTE : WORD, text, start);
  if (wordEnd > start) return { kind: "word", text: text.slice(start, wordEnd), start, end: wordEnd };
  return number(source, start);
}

function number(source: Source, start: number): Token {
  const { text } = source;
  const end = matchAt(NUMBER, text, start);
  if (end === start) {
    const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
    throw syntaxError(source, start, `'${shortened(character)}' can't stand here${HINTS[character] ?? ""}`);
  }
  const runOn = matchAt(NUMBER_RUNS_ON, text, end);
  if (runOn > end) {
    throw syntaxError(source, start, `'${shortened(text.slice(start, runOn))}' is neither a number nor a name`);
  }
  return { kind: "number", text: text.slice(start, end), start, end };
}

/**
 * Where a quoted text ends. A doubled quote, or one after a backslash (not in backticks), belongs to the text; when
 * that leaves the text open, the last such quote closes it after all.
 */
function closingQuote(source: Source, start: number, quote: string): number {
  const { text } = source;
  let fallback = -1;
  let at = text.indexOf(quote, start + 1);
  while (at !== -1) {
    const doubled = text.charAt(at + 1) === quote;
    const escaped = quote !== "`" && at > start + 1 && text.charAt(at - 1) === "\\";
    if (!doubled && !escaped) return at;
    fallback = at;
    at = text.indexOf(quote, at + (escaped ? 1 : 2));
  }
  if (fallback !== -1) return fallback;
  throw syntaxError(source, start, `the quote ${quote} that opens here is never closed`);
}

/** The end of what a sticky pattern matches at an offset: the offset itself when it matches nothing. */
function matchAt(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}
