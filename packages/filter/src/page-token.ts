import { INT64_MAX, INT64_MIN, invalidParameter, type MillraceError } from "@millrace/contract";

/** A value of the last row of a page. A number can be NaN or infinite; a bigint has at most 64 bits. */
export type PageKey = string | number | bigint | null;

/** The longest page token, in characters. */
export const MAX_PAGE_TOKEN_LENGTH = 65_536;

const VERSION = 1;

/** How a key that JSON has no exact form for is written. */
interface TaggedKey {
  readonly n?: string;
  readonly i?: string;
}

/** A short hash of all that makes a query what it is: filter, order, experiments. Not a defence against forgery. */
export function queryFingerprint(query: unknown): string {
  const text = JSON.stringify(query, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value)) ?? "";
  let first = 0x811c9dc5;
  let second = 0x9e3779b9;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x85ebca6b) ^ (second >>> 13);
  }
  return (first >>> 0).toString(36) + (second >>> 0).toString(36);
}

/**
 * Packs the key values of a page's last row into an opaque token that belongs to one query.
 * Throws INVALID_PARAMETER_VALUE if it would become longer than a token may be.
 */
export function encodePageToken(query: string, keys: readonly PageKey[]): string {
  const json = JSON.stringify({ v: VERSION, q: query, k: keys.map(toJson) });
  const bytes = Array.from(new TextEncoder().encode(json), (byte) => String.fromCharCode(byte));
  const token = btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  if (token.length <= MAX_PAGE_TOKEN_LENGTH) return token;
  throw invalidParameter("The values that this search is ordered by are too long to continue from. Order by fewer.");
}

/**
 * Reads the key values out of a token. `isKeys` says whether they are of the kinds that the query is ordered by.
 * Throws INVALID_PARAMETER_VALUE for anything that is no token of this query.
 */
export function decodePageToken<Keys extends readonly PageKey[]>(
  token: string,
  query: string,
  isKeys: (keys: readonly PageKey[]) => keys is Keys,
): Keys {
  if (token.length > MAX_PAGE_TOKEN_LENGTH || !/^[\w-]+$/.test(token)) throw invalidToken();
  const payload = parse(token);
  if (!isRecord(payload) || payload["v"] !== VERSION || !Array.isArray(payload["k"])) throw invalidToken();
  if (payload["q"] !== query) {
    throw invalidParameter("The page token belongs to another search. Repeat the search that it came from, unchanged.");
  }
  const keys = payload["k"].map(fromJson);
  if (!isKeys(keys)) throw invalidToken();
  return keys;
}

function parse(token: string): unknown {
  try {
    const binary = atob(token.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw invalidToken();
  }
}

function toJson(key: PageKey): string | number | null | TaggedKey {
  if (typeof key === "bigint") return { i: String(key) };
  if (typeof key !== "number" || (Number.isFinite(key) && !Object.is(key, -0))) return key;
  return { n: Object.is(key, -0) ? "-0" : String(key) };
}

function fromJson(value: unknown): PageKey {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  if (isRecord(value)) {
    const { i, n } = value;
    if (typeof i === "string" && /^-?\d{1,19}$/.test(i) && isInt64(BigInt(i))) return BigInt(i);
    if (n === "NaN" || n === "Infinity" || n === "-Infinity" || n === "-0") return Number(n);
  }
  throw invalidToken();
}

function isInt64(value: bigint): boolean {
  return value >= INT64_MIN && value <= INT64_MAX;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function invalidToken(): MillraceError {
  return invalidParameter("The page token is not one that this server gave out. Leave it away to start again.");
}
