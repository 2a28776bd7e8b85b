import SqliteDriver from "better-sqlite3";
import { invalidParameter, MillraceError } from "@millrace/contract";

/** SQLite's primary result code without its prefix, such as `BUSY` for `SQLITE_BUSY_RECOVERY`. */
function resultCode(error: unknown): string | undefined {
  return error instanceof SqliteDriver.SqliteError ? error.code.split("_")[1] : undefined;
}

/** Another connection holds the lock that the statement needs. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === "BUSY";
}

/** Tells what callers can act on in the terms of the wire; every other error stays what it is. */
export function translated(error: unknown): unknown {
  // The driver refuses a parameter that is longer than SQLite's limit before SQLite sees it.
  if (error instanceof RangeError && error.message.includes("too big")) return tooBig();
  switch (resultCode(error)) {
    case "BUSY":
    case "LOCKED":
      return unavailable("Another program keeps the SQLite database locked. End it, or try again later.", error);
    case "FULL":
      return unavailable("The disk of the SQLite database is full. Free some space on it, then try again.", error);
    case "IOERR":
      return unavailable("The disk of the SQLite database fails to read or write. Check the disk.", error);
    case "READONLY":
      return unavailable("The SQLite database can't be written. Check the permissions of its file and folder.", error);
    case "CANTOPEN":
      return unavailable(
        "A file of the SQLite database can't be opened. Check its folder and open file limits.",
        error,
      );
    case "NOMEM":
      return unavailable("SQLite has no memory left. Ask for less at once, or try again.", error);
    case "CORRUPT":
    case "NOTADB":
      return new MillraceError("INTERNAL_ERROR", "The SQLite database is damaged. Restore it from a backup.", {
        cause: error,
      });
    case "TOOBIG":
      return tooBig();
    default:
      return error;
  }
}

/** What every write of a transaction hears that SQLite could not commit or undid by itself. */
export function undone(error: unknown): MillraceError {
  const reason = translated(error);
  if (reason instanceof MillraceError && reason.code === "TEMPORARILY_UNAVAILABLE") return reason;
  return unavailable("This write and those beside it could not be committed. Try again.", error);
}

export function unavailable(message: string, cause?: unknown): MillraceError {
  return new MillraceError("TEMPORARILY_UNAVAILABLE", message, { cause });
}

function tooBig(): MillraceError {
  return invalidParameter("A text is longer than SQLite stores. Send a shorter one.");
}
