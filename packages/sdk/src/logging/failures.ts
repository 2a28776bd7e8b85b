import { type ErrorCode, MillraceError } from "@millrace/contract";

/** Answers that would be the same another time: they speak of what was sent. */
const FINAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "BAD_REQUEST",
  "INVALID_PARAMETER_VALUE",
  "RESOURCE_ALREADY_EXISTS",
  "RESOURCE_DOES_NOT_EXIST",
  "METHOD_NOT_ALLOWED",
  "REQUEST_TOO_LARGE",
  "NOT_IMPLEMENTED",
]);

/** No server to speak of: what is logged waits for it. */
const ABSENT: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["TEMPORARILY_UNAVAILABLE", "RESOURCE_EXHAUSTED"]);

/** Whether the server refused what it was sent, for good. All else, such as a missing permission, may pass. */
export function isRefusal(error: unknown): error is MillraceError {
  return error instanceof MillraceError && FINAL.has(error.code);
}

/** Whether there is no server, or none that takes anything now. */
export function isAbsence(error: unknown): error is MillraceError {
  return error instanceof MillraceError && ABSENT.has(error.code);
}

/** Whether an error has a code. */
export function hasCode(error: unknown, code: ErrorCode): error is MillraceError {
  return error instanceof MillraceError && error.code === code;
}

/** Anything that a transport threw, as the error that users get. */
export function asPassing(error: unknown): MillraceError {
  if (error instanceof MillraceError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new MillraceError("TEMPORARILY_UNAVAILABLE", reason, { cause: error });
}
