import { LruCache } from "../../database/lru-cache.ts";

/** A statement in PostgreSQL's spelling, with the name under which connections keep it prepared. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

const CACHED = 1_000;

/** The statements of one database: each text is converted once. */
export class Statements {
  readonly #known = new LruCache<string, Statement>(CACHED);
  #count = 0;

  /** Turns SQL with `?` for parameters into a statement with `$1`, `$2`, …. */
  get(text: string): Statement {
    return this.#known.getOrMake(text, () => ({ name: `m${(this.#count += 1)}`, text: numbered(text) }));
  }
}

/** Matches text in quotes, in which a `?` is no parameter, or a `?`. */
const QUOTED_OR_PARAMETER = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g;

function numbered(text: string): string {
  let count = 0;
  return text.replace(QUOTED_OR_PARAMETER, (part) => (part === "?" ? `$${(count += 1)}` : part));
}
