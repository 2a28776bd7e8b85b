/**
 * Every error code on the wire, with the HTTP status that carries it and the exit code a command ends with.
 * Codes and statuses are MLflow's; a code that is not listed here does not exist in Millrace.
 */
export const ERROR_CODES = {
  BAD_REQUEST: { status: 400, exit: 2 },
  INVALID_PARAMETER_VALUE: { status: 400, exit: 2 },
  RESOURCE_ALREADY_EXISTS: { status: 400, exit: 4 },
  UNAUTHENTICATED: { status: 401, exit: 5 },
  PERMISSION_DENIED: { status: 403, exit: 5 },
  RESOURCE_DOES_NOT_EXIST: { status: 404, exit: 3 },
  ENDPOINT_NOT_FOUND: { status: 404, exit: 3 },
  METHOD_NOT_ALLOWED: { status: 405, exit: 2 },
  RESOURCE_CONFLICT: { status: 409, exit: 4 },
  REQUEST_TOO_LARGE: { status: 413, exit: 2 },
  RESOURCE_EXHAUSTED: { status: 429, exit: 6 },
  INTERNAL_ERROR: { status: 500, exit: 1 },
  NOT_IMPLEMENTED: { status: 501, exit: 1 },
  TEMPORARILY_UNAVAILABLE: { status: 503, exit: 6 },
} as const;

/** What kind of error it is, as the server names it on the wire. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** The one error class of Millrace: a code from the table and a message that says what was wrong and what to do. */
export class MillraceError extends Error {
  override readonly name = "MillraceError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get status(): number {
    return ERROR_CODES[this.code].status;
  }

  get exitCode(): number {
    return ERROR_CODES[this.code].exit;
  }

  /** Turns anything thrown into a MillraceError; what is not ours becomes INTERNAL_ERROR with a message free of details. */
  static from(thrown: unknown): MillraceError {
    if (thrown instanceof MillraceError) return thrown;
    return new MillraceError("INTERNAL_ERROR", "The server met an unexpected error; its log has the details.", {
      cause: thrown,
    });
  }
}

/** Shorthand for the commonest refusal: a parameter whose value can't be accepted. */
export function invalidParameter(message: string): MillraceError {
  return new MillraceError("INVALID_PARAMETER_VALUE", message);
}

/** Shorthand for an object that is not there. */
export function doesNotExist(message: string): MillraceError {
  return new MillraceError("RESOURCE_DOES_NOT_EXIST", message);
}
