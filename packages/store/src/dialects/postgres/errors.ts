import { invalidParameter, MillraceError } from "@millrace/contract";

/** The SQLSTATE or the system's code of an error, such as `23505` or `ECONNREFUSED`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Two transactions got into each other's way; the one that lost may run again. */
export function isConflict(error: unknown): boolean {
  const code = errorCode(error);
  return code === "40001" || code === "40P01";
}

/** An earlier statement broke the transaction. */
export function isAborted(error: unknown): boolean {
  return errorCode(error) === "25P02";
}

export function isUniqueViolation(error: unknown): boolean {
  return errorCode(error) === "23505";
}

const UNREACHABLE = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"],
  ...["ENOENT", "ERR_STREAM_DESTROYED", "ERR_STREAM_WRITE_AFTER_END"],
  // The server ended the connection, is starting or stopping, or has no connection to spare.
  ...["57P01", "57P02", "57P03", "57P05", "25P03", "53300"],
  ...["08000", "08001", "08003", "08004", "08006", "08P01"],
]);
const LOST_MESSAGE = /^(?:Connection terminated|Client has encountered|Client was closed|timeout|Query read timeout)/;

/** The server can't be reached, or the connection to it broke. */
export function isDisconnection(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== undefined) return UNREACHABLE.has(code);
  return error instanceof Error && LOST_MESSAGE.test(error.message);
}

/** Tells what callers can act on in the terms of the wire; every other error stays what it is. */
export function translated(error: unknown): unknown {
  if (isDisconnection(error)) return unavailable("The database can't be reached at the moment. Try again.", error);
  if (isConflict(error)) return unavailable("Other writes kept getting in the way of this one. Try again.", error);
  switch (errorCode(error)) {
    case "22021":
      return invalidParameter("Text holds the character U+0000, which PostgreSQL does not store. Leave it out.");
    case "2201B":
      return invalidParameter("PostgreSQL can't use this regular expression. Write it in a simpler way.");
    case "54000":
      return invalidParameter("A text is longer than PostgreSQL can find again. Use a shorter name or id.");
    case "57014":
      return unavailable("The database took too long. Ask for less at once, or try again.", error);
    case "25006":
      return unavailable("The database takes no writes at the moment. Try again.", error);
    case "53100":
    case "53200":
      return unavailable("The database server has no disk space or no memory left.", error);
    default:
      return error;
  }
}

export function unavailable(message: string, cause?: unknown): MillraceError {
  return new MillraceError("TEMPORARILY_UNAVAILABLE", message, { cause });
}
