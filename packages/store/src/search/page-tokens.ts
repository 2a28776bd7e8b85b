import { INT64_MAX, INT64_MIN } from "@millrace/contract";
import { decodePageToken, encodePageToken, type PageKey, queryFingerprint } from "@millrace/filter";
import type { SearchQuery } from "../store.ts";
import type { KeyValue, SortKey } from "./sort-key.ts";

/** The page tokens of one search: each holds the sort keys of the last row of its page. */
export class PageTokens {
  readonly #search: string;
  readonly #keys: readonly SortKey[];

  /** @param search all that makes the search what it is; tokens of another one are refused */
  constructor(search: object, keys: readonly SortKey[]) {
    this.#search = queryFingerprint(search);
    this.#keys = keys;
  }

  write(last: readonly KeyValue[]): string {
    return encodePageToken(this.#search, last);
  }

  /** @throws MillraceError INVALID_PARAMETER_VALUE for a token that is not of this search. */
  read(token: string | undefined): readonly KeyValue[] | undefined {
    if (token === undefined) return undefined;
    const areKeyValues = (values: readonly PageKey[]): values is KeyValue[] =>
      values.length === this.#keys.length && this.#keys.every(({ kind }, index) => isKeyValue(kind, values[index]));
    return decodePageToken(token, this.#search, areKeyValues);
  }
}

/** The part of a query that stays the same from page to page. */
export function askedOf({ filter, orderBy, view }: SearchQuery): object {
  return { filter, orderBy, view };
}

function isKeyValue(kind: SortKey["kind"], value: PageKey | undefined): boolean {
  if (kind === "rank") return value === 0 || value === 1 || value === 2;
  if (kind === "text") return typeof value === "string" && value.isWellFormed();
  if (kind === "double") return typeof value === "number" && !Number.isNaN(value);
  if (typeof value === "bigint") return value >= INT64_MIN && value <= INT64_MAX;
  return Number.isSafeInteger(value);
}
