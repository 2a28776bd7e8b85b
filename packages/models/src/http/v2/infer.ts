import type { Scorer, ScoreRequest } from "../../scorer.ts";
import { type Answer, jsonAnswer } from "../answers.ts";
import { readV2Request } from "./request.ts";
import { tensorsOfAnswer } from "./response.ts";
import type { V2Tensor } from "./tensor.ts";

/** How the model is called in answers. */
export interface ModelName {
  readonly name: string;
  readonly version: string | undefined;
}

/**
 * Answers a request of the V2 protocol, by the answer that MLflow gives to the same inputs.
 * @throws MillraceError INVALID_PARAMETER_VALUE for what is no such request; what the scorer throws
 */
export async function infer(scorer: Scorer, request: ScoreRequest, { name, version }: ModelName): Promise<Answer> {
  const { id, outputs, body } = readV2Request(request.body, scorer.model);
  const { signal } = request;
  const answer = await scorer.score({ contentType: "application/json", body: Buffer.from(body), signal });
  const text = typeof answer.body === "string" ? answer.body : Buffer.from(answer.body).toString("utf8");
  if (answer.status !== 200) return jsonAnswer(answer.status, JSON.stringify({ error: messageOf(text) }));
  const tensors = tensorsOfAnswer(text, scorer.model, outputs);
  const head = JSON.stringify({ model_name: name, model_version: version, id, parameters: {} });
  return jsonAnswer(200, `${head.slice(0, -1)},"outputs":[${tensors.map(tensorJson).join(",")}]}`);
}

function messageOf(text: string): string {
  try {
    const error: unknown = JSON.parse(text);
    const message = typeof error === "object" && error !== null && "message" in error ? error.message : undefined;
    return typeof message === "string" ? message : text;
  } catch {
    return text;
  }
}

function tensorJson({ name, datatype, shape, values }: V2Tensor): string {
  return `${JSON.stringify({ name, datatype, shape }).slice(0, -1)},"data":[${values.join(",")}]}`;
}
