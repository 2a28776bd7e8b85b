import type { Difference } from "./case.ts";
import { isObject, type Json } from "./json.ts";
import type { Answer } from "./send.ts";
import { valueAt } from "./variables.ts";

/** A readable line for each place where two normalised values differ. */
export function differences(expected: Json, actual: Json, path = "body"): string[] {
  if (Array.isArray(expected) && Array.isArray(actual)) return listDifferences(expected, actual, path);
  if (isObject(expected) && isObject(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) => fieldDifferences(expected[key], actual[key], `${path}.${key}`));
  }
  return expected === actual ? [] : [`${path}: MLflow ${brief(expected)}, Millrace ${brief(actual)}`];
}

/** Compares the answers to one step. Nothing is returned when they agree, or differ exactly as declared. */
export function compareAnswers(mlflow: Answer, millrace: Answer, declared: Difference | undefined): string[] {
  const found = answerDifferences(mlflow, millrace);
  if (declared === undefined) return found;
  if (found.length === 0)
    return [`declared ${declared.id}, but both answer alike: ${mlflow.status} ${brief(mlflow.body)}`];
  return unmet(millrace, declared);
}

function answerDifferences(mlflow: Answer, millrace: Answer): string[] {
  const head = [
    ...differences(mlflow.status, millrace.status, "status"),
    ...differences(mlflow.kind, millrace.kind, "kind"),
    ...differences(mlflow.headers, millrace.headers, "headers"),
  ];
  return [...head, ...differences(mlflow.body, millrace.body)];
}

/** Where Millrace's answer is not the declared one. */
function unmet(millrace: Answer, declared: Difference): string[] {
  const { id, status, code, values = {} } = declared;
  const expected: [string, Json][] = [
    ...Object.entries(values),
    ...(code === undefined
      ? []
      : ([
          ["error_code", code],
          ["message", "<message>"],
        ] satisfies [string, Json][])),
  ];
  const wrong = expected.flatMap(([path, value]) => differences(value, valueAt(millrace.body, path) ?? null, path));
  return [...differences(status, millrace.status, "status"), ...wrong].map(
    (line) => `${id} promises otherwise: ${line}`,
  );
}

function listDifferences(expected: Json[], actual: Json[], path: string): string[] {
  if (expected.length !== actual.length) {
    return [
      `${path}: MLflow has ${expected.length} items ${brief(expected)}, Millrace ${actual.length} ${brief(actual)}`,
    ];
  }
  return expected.flatMap((item, index) => differences(item, actual[index] ?? null, `${path}[${index}]`));
}

function fieldDifferences(expected: Json | undefined, actual: Json | undefined, path: string): string[] {
  if (expected === undefined) return actual === undefined ? [] : [`${path}: only Millrace has it: ${brief(actual)}`];
  if (actual === undefined) return [`${path}: only MLflow has it: ${brief(expected)}`];
  return differences(expected, actual, path);
}

function brief(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
