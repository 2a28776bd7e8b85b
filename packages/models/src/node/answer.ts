import type { ScoreAnswer } from "../scorer.ts";

const JSON_TYPE = "application/json";

/** What went wrong, which MLflow's answers tell apart. */
export type Failure = "request" | "table" | "schema" | "params" | "model";

const FAILURES: Readonly<Record<Failure, object>> = {
  request: { error_code: "BAD_REQUEST", sqlstate: "KAM00", error_class: "INVALID_PARAMETER_VALUE" },
  table: { error_code: "BAD_REQUEST", sqlstate: "KAM00", error_class: "INVALID_PARAMETER_VALUE", stack_trace: "" },
  schema: { error_code: "INVALID_PARAMETER_VALUE", sqlstate: "KAM01", error_class: "SCHEMA_ENFORCEMENT_FAILED" },
  params: { error_code: "INVALID_PARAMETER_VALUE", sqlstate: "KAM00", error_class: "INVALID_PARAMETER_VALUE" },
  model: { error_code: "BAD_REQUEST", sqlstate: "KAM00", error_class: "INVALID_PARAMETER_VALUE", stack_trace: "" },
};

const BEGINNINGS: Readonly<Record<Failure, string>> = {
  request: "Invalid input. ",
  table: "The body can't be read as a table. ",
  schema: "The input does not fit the model's signature. ",
  params: "",
  model: "The model failed. ",
};

/** The answer for what is wrong with a request, or what the model failed with. */
export function failureAnswer(failure: Failure, error: unknown): ScoreAnswer {
  const reason = error instanceof Error ? error.message : String(error);
  const { error_code, ...rest } = { error_code: "", ...FAILURES[failure] };
  const body = JSON.stringify({
    error_code,
    message: `${BEGINNINGS[failure]}${reason}`,
    ...rest,
    ...("stack_trace" in rest && { stack_trace: reason }),
  });
  return { status: 400, contentType: JSON_TYPE, body };
}

/** The answer for a Content-Type that is not accepted. */
export function refusedType(reason: string): ScoreAnswer {
  return { status: 415, contentType: "text/plain; charset=utf-8", body: reason };
}

/**
 * The answer with a model's predictions.
 * @param predictions as JSON
 */
export function predictionsAnswer(predictions: string, isUnwrapped: boolean): ScoreAnswer {
  const body = isUnwrapped ? predictions : `{"predictions": ${predictions}}`;
  return { status: 200, contentType: JSON_TYPE, body };
}
