import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { ALL_ENDPOINTS } from "@millrace/contract";
import { ALL_CASES } from "../cases/index.ts";
import { caseName, type RequestCase } from "./case.ts";
import { isChosen } from "./chosen.ts";
import { readDifferenceIds } from "./compatibility.ts";
import { judge } from "./judge.ts";
import { CaseRunner } from "./runCase.ts";
import type { Targets } from "./targets.ts";

/** How many cases are under way at a time: MLflow's one worker gains little from more. */
const AT_ONCE = 4;
const MOST_LINES = 12;

/** Every request case as a subtest: both servers must answer alike but where docs/compatibility.md says otherwise. */
export async function compareRequests(t: TestContext, targets: Targets): Promise<void> {
  const pair = { mlflow: new CaseRunner(targets.mlflow), millrace: new CaseRunner(targets.millrace) };
  const waiting = ALL_CASES.filter((given) => isChosen(caseName(given))).values();
  const work = async (): Promise<void> => {
    for (const given of waiting) {
      await t.test(caseName(given), async () => {
        failWith(await judge(given, pair));
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** The declared differences: each is on the page, and each row of the page is shown by some case or script. */
export async function checkDeclarations(): Promise<void> {
  const rows = await readDifferenceIds();
  const declared = new Set(ALL_CASES.flatMap(declaredBy));
  assert.deepEqual([...declared.difference(rows)], [], "declared by a case, but not in docs/compatibility.md");
  assert.deepEqual([...rows.difference(declared)], [], "in docs/compatibility.md, but shown by no case");
}

/** Every endpoint of the contract has a case, and no case is about another, those about the server as such aside. */
export function checkEndpoints(): void {
  const declared = new Set(ALL_ENDPOINTS.map(({ name }) => name));
  const shown = new Set(ALL_CASES.map(({ endpoint }) => endpoint));
  const strays = [...shown.difference(declared)].filter((name) => !name.startsWith("server."));
  assert.deepEqual([...declared.difference(shown)], [], "endpoints without a case");
  assert.deepEqual(strays, [], "cases of endpoints that the contract doesn't have");
}

/** Two cases of one name could not be told apart in a report, and would share their experiment. */
export function checkNames(): void {
  const names = ALL_CASES.map(caseName);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  assert.deepEqual(repeated, []);
}

/** Fails a test with readable lines, when there are any. */
export function failWith(lines: readonly string[]): void {
  if (lines.length === 0) return;
  const shown = lines.slice(0, MOST_LINES);
  const more = lines.length - shown.length;
  throw new Error([...shown, ...(more > 0 ? [`… and ${more} more`] : [])].join("\n"));
}

function declaredBy(given: RequestCase): string[] {
  return given.steps.flatMap((step) => step.differs?.id ?? []);
}
