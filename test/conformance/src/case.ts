import type { Json } from "./json.ts";

/**
 * One request case: HTTP requests that are sent in order to MLflow and to Millrace, whose answers must be equal. A case
 * makes the experiment and the runs that it needs, under names that carry `{{case}}`, or only reads a story, so cases run
 * in any order.
 */
export interface RequestCase {
  /** The contract's name of the endpoint that the case is about, `runs.logBatch`. */
  readonly endpoint: string;
  /** What the endpoint does, `rejects 1001 metrics`. */
  readonly title: string;
  /** What stands on the server before: made once for all cases that only read it. */
  readonly given?: Story;
  readonly steps: readonly Step[];
}

/** Steps that set up what several cases read, whose saved values those cases may use. */
export interface Story {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** One request. `{{name}}` in path, query and body stands for a saved value. */
export interface Step {
  readonly method: string;
  /** The path with its leading slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | readonly (string | number)[]>>;
  /** The body as JSON; a string is sent as it is, whatever it holds. */
  readonly body?: Json;
  /** A body that is no text, in place of `body`. */
  readonly bytes?: Uint8Array;
  /** Added to the request; null takes a header away. A body is sent as application/json unless told otherwise. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Values of the answer to keep for later steps: name → dotted path (`run.info.run_id`). */
  readonly save?: Readonly<Record<string, string>>;
  /** Headers of the answer to keep for later steps: name → header in lower case. */
  readonly saveHeaders?: Readonly<Record<string, string>>;
  /** Dotted paths of lists in the answer whose order MLflow leaves open. */
  readonly unordered?: readonly string[];
  /** Headers of the answer that are compared too, in lower case. */
  readonly compareHeaders?: readonly string[];
  readonly differs?: Difference;
}

/** A difference that is intended: what Millrace answers where MLflow answers something else. */
export interface Difference {
  /** The row of docs/compatibility.md that gives the reason. */
  readonly id: string;
  readonly status: number;
  /** For an error, its code. */
  readonly code?: string;
  /** Dotted path in the normalised body → the value that must stand there; null when nothing may. */
  readonly values?: Readonly<Record<string, Json>>;
}

/** The name of a case in reports. */
export function caseName(given: RequestCase): string {
  return `${given.endpoint}: ${given.title}`;
}
