import { createHash } from "node:crypto";
import { caseName, type RequestCase } from "./case.ts";
import { compareAnswers } from "./compare.ts";
import type { CaseRunner } from "./runCase.ts";

/** The two servers' runners. */
export interface Pair {
  readonly mlflow: CaseRunner;
  readonly millrace: CaseRunner;
}

/** Runs a case against both servers and gives a readable line for each undeclared difference. */
export async function judge(given: RequestCase, { mlflow, millrace }: Pair): Promise<string[]> {
  const unique = `case-${createHash("sha256").update(caseName(given)).digest("hex").slice(0, 10)}`;
  const [expected, actual] = await Promise.all([mlflow.run(given, unique), millrace.run(given, unique)]);
  return given.steps.flatMap((step, index) => {
    const [theirs, ours] = [expected[index], actual[index]];
    if (theirs === undefined || ours === undefined) return [`step ${index} has no answer`];
    const lines = compareAnswers(theirs, ours, step.differs);
    if (lines.length === 0) return [];
    return [
      `step ${index}: ${step.method} ${step.path} ${shorten(step.query ?? step.body)}`,
      ...lines.map((l) => `  ${l}`),
    ];
  });
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
