import type { ModelDocument } from "millrace/models";

/** A request for predictions, as it came in. */
export interface ScoreRequest {
  /** Of the Content-Type header; undefined when there was none. */
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** The answer that a client gets: predictions, or the model's error. */
export interface ScoreAnswer {
  /** The HTTP status. */
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array | string;
}

/** A model that is ready to answer requests of MLflow's scoring protocol. */
export interface Scorer {
  readonly model: ModelDocument;
  /**
   * Answers a request. What is wrong with the request or the model is an answer.
   * @throws MillraceError TEMPORARILY_UNAVAILABLE when there is no room or no worker for it
   */
  score(request: ScoreRequest): Promise<ScoreAnswer>;
  /** Ends what it works with, after the requests that it has. */
  close(): Promise<void>;
}
