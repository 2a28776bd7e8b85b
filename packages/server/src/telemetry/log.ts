import { writeSync } from "node:fs";

const LEVELS = ["debug", "info", "warn", "error"] as const;

/** How much is logged: lines of this weight and heavier. */
export type LogLevel = (typeof LEVELS)[number];

const STANDARD_ERROR = 2;

/**
 * The server's log: one JSON object a line, with `time`, `level`, `message` and the fields of the caller. Callers never
 * hand it bodies, query strings or credentials.
 */
export class Log {
  readonly #least: number;
  readonly #write: (line: string) => void;

  /** @param write takes each line; standard error by default */
  constructor(level: LogLevel, write: (line: string) => void = writeToStandardError) {
    this.#least = LEVELS.indexOf(level);
    this.#write = write;
  }

  /** Whether lines of this level are written. */
  takes(level: LogLevel): boolean {
    return LEVELS.indexOf(level) >= this.#least;
  }

  debug(message: string, fields: object): void {
    this.#log("debug", message, fields);
  }

  /** Logs a failure with its stack and the stacks of what caused it. */
  error(message: string, error: unknown, fields: object = {}): void {
    this.#log("error", message, { ...fields, error: describe(error) });
  }

  #log(level: LogLevel, message: string, fields: object): void {
    if (!this.takes(level)) return;
    this.#write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\nCaused by: ${describe(error.cause)}`;
}

function writeToStandardError(line: string): void {
  writeSync(STANDARD_ERROR, line);
}
