import type { Database } from "better-sqlite3";
import { RE2JS } from "re2js";
import { LruCache } from "../../database/lru-cache.ts";
import type { TimeLimit } from "./time-limit.ts";

const PATTERNS = 256;

/**
 * Defines the text functions of the search language: `text_like(pattern, value)` minds case, `text_ilike` does not,
 * `text_rlike` finds a RE2 pattern anywhere in the value. All three take time linear in the value
 * and end a statement that is over its time limit.
 */
export function defineTextFunctions(database: Database, limit: TimeLimit): void {
  const define = (name: string, compile: (pattern: string) => RE2JS, whole: boolean): void => {
    const compiled = new LruCache<string, RE2JS>(PATTERNS);
    database.function(name, { deterministic: true }, (pattern: unknown, value: unknown) => {
      limit.check();
      if (typeof pattern !== "string" || typeof value !== "string") return null;
      const matcher = compiled.getOrMake(pattern, () => compile(pattern)).matcher(value);
      return (whole ? matcher.matches() : matcher.find()) ? 1 : 0;
    });
  };
  define("text_like", (pattern) => RE2JS.compile(likeToRegex(pattern), RE2JS.DOTALL), true);
  define("text_ilike", (pattern) => RE2JS.compile(likeToRegex(pattern), RE2JS.DOTALL | RE2JS.CASE_INSENSITIVE), true);
  define("text_rlike", (pattern) => RE2JS.compile(pattern), false);
}

function likeToRegex(pattern: string): string {
  return pattern.replace(/[%_]|[^%_]+/g, (part) => {
    if (part === "%") return ".*";
    return part === "_" ? "." : RE2JS.quote(part);
  });
}
