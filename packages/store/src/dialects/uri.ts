import { invalidParameter } from "@millrace/contract";

/** Where a store keeps its rows. */
export type StoreLocation =
  | { readonly kind: "sqlite"; readonly path: string }
  | { readonly kind: "postgresql"; readonly uri: string };

/**
 * Reads a backend store URI, with or without the driver that SQLAlchemy names in it: `sqlite:///file.db` (relative),
 * `sqlite:////folder/file.db` (absolute), `postgresql://user:password@host:port/database?sslmode=require`.
 * The part after `postgresql://` is read when it is opened.
 * @throws MillraceError INVALID_PARAMETER_VALUE for anything else; the message never holds the password.
 */
export function parseStoreUri(uri: string): StoreLocation {
  const [, scheme, rest] = /^([a-z][a-z0-9]*)(?:\+\w+)?:\/\/(.*)$/is.exec(uri) ?? [];
  if (scheme === undefined || rest === undefined) throw unknownStore("a file path");
  switch (scheme.toLowerCase()) {
    case "sqlite":
      return { kind: "sqlite", path: sqlitePath(rest) };
    case "postgresql":
    case "postgres":
      return { kind: "postgresql", uri: `postgresql://${rest}` };
    default:
      throw unknownStore(`${scheme.toLowerCase()}://`);
  }
}

function unknownStore(given: string): Error {
  return invalidParameter(
    `Millrace keeps its rows in SQLite or PostgreSQL, not in ${given}. ` +
      "Give --backend-store-uri as sqlite:///millrace.db or postgresql://user:password@host/database.",
  );
}

function sqlitePath(rest: string): string {
  const [file = "", options] = rest.split("?", 2);
  if (options !== undefined) throw invalidParameter("A SQLite URI takes no options: leave out what follows the `?`.");
  if (file === "" || file === "/" || file === "/:memory:") {
    throw invalidParameter("Millrace keeps its rows in a file: give SQLite one, as in sqlite:///millrace.db.");
  }
  if (!file.startsWith("/")) {
    throw invalidParameter(
      "A SQLite URI names no host: write three slashes before a relative path and four before an absolute one.",
    );
  }
  try {
    return decodeURIComponent(file.slice(1));
  } catch {
    throw invalidParameter("The path of the SQLite URI has a `%` that starts no character: write `%25` for a `%`.");
  }
}
