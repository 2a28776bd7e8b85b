import { shortened, type Source, syntaxError } from "./excerpt.ts";

/** An escape of a Python string (octal, hexadecimal, one other character, or nothing), or a bare quote. */
const ESCAPE = /\\(?:([0-7]{1,3})|(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8}))|(\r\n|[^])?)|['"]/gi;

const SIMPLE: Readonly<Record<string, string>> = {
  "\n": "",
  "\r\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** A quoted text of a list as written. */
interface ListText {
  readonly start: number;
  readonly quote: string;
  readonly body: string;
}

/** Resolves the escapes of a text in a list, which are those of Python. Throws INVALID_PARAMETER_VALUE. */
export function decodeListText(source: Source, { start, quote, body }: ListText): string {
  return body.replaceAll(ESCAPE, (match: string, ...rest: unknown[]) => {
    const [octal, byte, short, long, simple] = rest;
    const at = start + 1 + Number(rest[5]);
    if (match === quote) throw syntaxError(source, at, "expected a comma between the texts of a list");
    if (match === "'" || match === '"') return match;
    if (typeof octal === "string") return String.fromCharCode(Number.parseInt(octal, 8));
    const digits = byte ?? short ?? long;
    if (typeof digits === "string") return fromCodePoint(source, at, digits);
    if (typeof simple === "string") return simpleEscape(source, at, simple);
    throw syntaxError(source, at, "a backslash can't end a text of a list; write two");
  });
}

function fromCodePoint(source: Source, at: number, digits: string): string {
  const codePoint = Number.parseInt(digits, 16);
  if (codePoint > 0x10ffff) throw syntaxError(source, at, "there is no such character");
  return String.fromCodePoint(codePoint);
}

/** An escape of one character; one that Python does not know stands for itself, backslash included. */
function simpleEscape(source: Source, at: number, character: string): string {
  if ("xuUN".includes(character)) {
    throw syntaxError(
      source,
      at,
      `the escape '\\${shortened(character)}' is incomplete; write two backslashes for one`,
    );
  }
  return SIMPLE[character] ?? `\\${character}`;
}
