import { MillraceError } from "@millrace/contract";
import type { ScoreAnswer } from "../scorer.ts";

/** The type of most answers. */
export const JSON_TYPE = "application/json";

/** An answer of the server, with further headers: names and values in turn. */
export interface Answer extends ScoreAnswer {
  readonly headers?: readonly string[];
}

/** How an endpoint says what is wrong. */
export type ErrorStyle = (error: MillraceError) => string;

/** As MLflow's scoring server does. */
export const mlflowError: ErrorStyle = ({ code, message }) => JSON.stringify({ error_code: code, message });

/** As servers of the V2 protocol do. */
export const v2Error: ErrorStyle = ({ message }) => JSON.stringify({ error: message });

/** An answer of JSON. */
export function jsonAnswer(status: number, body: string): Answer {
  return { status, contentType: JSON_TYPE, body };
}

/** The answers for what no endpoint has to do with. */
export const PLAIN = {
  ok: jsonAnswer(200, "\n"),
  notLoaded: jsonAnswer(404, "\n"),
  notFound: jsonAnswer(404, '{"detail":"Not Found"}'),
  methodNotAllowed: jsonAnswer(405, '{"detail":"Method Not Allowed"}'),
  timedOut: jsonAnswer(504, "Request processing time exceeded limit"),
} as const;

/** The answer for a request that a web page of another site makes. */
export function forbidden(detail: string): Answer {
  return jsonAnswer(403, JSON.stringify({ detail }));
}

/** The answer for an error; one that passes says when to come again. */
export function errorAnswer(thrown: unknown, style: ErrorStyle): Answer {
  const error = MillraceError.from(thrown);
  const answer = jsonAnswer(error.status, style(error));
  return error.status === 503 ? { ...answer, headers: ["Retry-After", "1"] } : answer;
}
