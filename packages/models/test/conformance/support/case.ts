/** A request that MLflow's scoring server and Millrace's have to answer alike. */
export interface ServingCase {
  readonly title: string;
  /** Default: POST. */
  readonly method?: string;
  /** Default: `/invocations`. */
  readonly path?: string;
  /** Default: application/json; null for none. */
  readonly type?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, unless it is a text or bytes, which are sent as they are. */
  readonly body?: unknown;
  /** The file of make_models.py that is the body. */
  readonly file?: string;
  readonly differs?: Difference;
}

/** A difference that is intended: what Millrace answers where MLflow answers something else. */
export interface Difference {
  /** The row of docs/compatibility.md that gives the reason. */
  readonly row: string;
  readonly status: number;
  /** What the body has to be, or to match. */
  readonly body?: string | RegExp;
  /** The way that shows the difference, when the others do not. */
  readonly only?: Way;
}

/** How Millrace serves a model. */
export type Way = "python" | "node";

/** A model of make_models.py, and what it is asked. */
export interface ServedCases {
  readonly model: string;
  /** Default: only by Python. */
  readonly ways?: readonly Way[];
  readonly cases: readonly ServingCase[];
}
