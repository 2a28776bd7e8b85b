import type { ScoreAnswer, Scorer } from "@millrace/models";

/** Sends a body to a scorer, as JSON unless told otherwise. */
export function score(scorer: Scorer, body: unknown, contentType = "application/json"): Promise<ScoreAnswer> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return scorer.score({ contentType, body: Buffer.from(text), signal: new AbortController().signal });
}
