import assert from "node:assert/strict";
import type { ServingCase, Way } from "./case.ts";
import type { Answer } from "./send.ts";

/** Fails unless the answers agree, or differ as the case declares. */
export function compareAnswers(one: ServingCase, way: Way, mlflow: Answer, millrace: Answer): void {
  const [theirs, ours] = [comparable(mlflow, way), comparable(millrace, way)];
  const { differs } = one;
  const told = `MLflow: ${JSON.stringify(mlflow)}\nMillrace: ${JSON.stringify(millrace)}`;
  if (differs === undefined || (differs.only !== undefined && differs.only !== way)) {
    return assert.deepEqual(ours, theirs, told);
  }
  assert.notDeepEqual(ours, theirs, `They do not differ as ${differs.row} says. ${told}`);
  assert.equal(millrace.status, differs.status, told);
  if (differs.body instanceof RegExp) assert.match(millrace.body, differs.body);
  else if (differs.body !== undefined) assert.equal(millrace.body, differs.body);
}

/**
 * The answer without what two right servers give differently: stack traces, and, from a model that no Python serves,
 * messages, which are Millrace's own words.
 */
function comparable(answer: Answer, way: Way): unknown {
  const { body, type } = answer;
  const isError = answer.status >= 400;
  if (!isError) return answer;
  if (type === "application/json" && body.startsWith('{"error_code"')) {
    const error: unknown = JSON.parse(body);
    assert.ok(typeof error === "object" && error !== null);
    return { ...answer, body: { ...error, ...without(error, way === "node" ? ["message"] : []) } };
  }
  return way === "node" && type?.startsWith("text/plain") === true ? { ...answer, body: "words" } : answer;
}

/** The fields of an error that are compared only by whether they are there. */
function without(error: object, more: readonly string[]): Record<string, string> {
  const names = ["stack_trace", ...more].filter((name) => Object.hasOwn(error, name));
  return Object.fromEntries(names.map((name) => [name, `<${name}>`]));
}
