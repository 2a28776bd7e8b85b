import type { ModelDocument, ModelSignature } from "millrace/models";
import type { ScoreAnswer, Scorer, ScoreRequest } from "@millrace/models";

/** A scorer whose answers a test gives; it keeps the bodies that it was sent. */
export interface TestScorer extends Scorer {
  readonly bodies: string[];
  isClosed: boolean;
}

/** Makes a scorer of a function of the body. */
export function scorerOf(
  answer: (body: string, request: ScoreRequest) => ScoreAnswer | Promise<ScoreAnswer>,
  signature?: ModelSignature,
): TestScorer {
  const model: ModelDocument = { flavors: { python_function: {} }, signature };
  const bodies: string[] = [];
  return {
    model,
    bodies,
    isClosed: false,
    async score(request) {
      const body = Buffer.from(request.body).toString("utf8");
      bodies.push(body);
      return answer(body, request);
    },
    async close() {
      this.isClosed = true;
    },
  };
}

/** An answer with predictions. */
export function predictions(json: string): ScoreAnswer {
  return { status: 200, contentType: "application/json", body: `{"predictions": ${json}}` };
}
