import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { MillraceError } from "@millrace/contract";
import {
  parseExperimentFilter,
  parseExperimentOrder,
  parseLoggedModelFilter,
  parseModelVersionFilter,
  parseModelVersionOrder,
  parseRegisteredModelFilter,
  parseRegisteredModelOrder,
  parseRunFilter,
  parseRunOrder,
} from "@millrace/filter";
import { type Meaning, meaningOf, normalised, orderMeaningOf } from "./meaning.ts";

/** What MLflow makes of a text (null: it refuses), and, where we differ on purpose, what we do and why. */
interface Case<Recorded> {
  readonly text: string;
  readonly mlflow: Recorded | null;
  readonly ours?: "accepted" | "rejected" | "different";
  readonly why?: string;
}

const filters = {
  runs: (text: string) => meaningOf(parseRunFilter(text)),
  experiments: (text: string) => meaningOf(parseExperimentFilter(text)),
  "logged-models": (text: string) => meaningOf(parseLoggedModelFilter(text)),
  "registered-models": (text: string) => meaningOf(parseRegisteredModelFilter(text)),
  "model-versions": (text: string) => meaningOf(parseModelVersionFilter(text)),
};

const orders = {
  "runs-order": (text: string) => parseRunOrder([text]).map(orderMeaningOf)[0],
  "experiments-order": (text: string) => parseExperimentOrder([text]).map(orderMeaningOf)[0],
  "registered-models-order": (text: string) => parseRegisteredModelOrder([text]).map(orderMeaningOf)[0],
  "model-versions-order": (text: string) => parseModelVersionOrder([text]).map(orderMeaningOf)[0],
};

for (const [name, parse] of Object.entries(filters)) {
  test(`recorded filters of ${name}`, () => {
    for (const recorded of casesOf<readonly Meaning[]>(name)) {
      compare(recorded, recorded.mlflow?.map(normalised) ?? null, attempt(parse, recorded.text));
    }
  });
}

for (const [name, parse] of Object.entries(orders)) {
  test(`recorded orders of ${name}`, () => {
    for (const recorded of casesOf<readonly string[]>(name)) {
      compare(recorded, recorded.mlflow, attempt(parse, recorded.text));
    }
  });
}

/** The recorded cases of a file; record.py writes them in this form. */
function casesOf<Recorded>(name: string): readonly Case<Recorded>[] {
  return JSON.parse(readFileSync(new URL(`cases/${name}.json`, import.meta.url), "utf8")) as Case<Recorded>[];
}

function attempt<T>(parse: (text: string) => T, text: string): T | null {
  try {
    return parse(text);
  } catch (error) {
    assert.ok(error instanceof MillraceError, `${text}: ${String(error)}`);
    assert.equal(error.code, "INVALID_PARAMETER_VALUE");
    return null;
  }
}

function compare({ text, mlflow, ours, why }: Case<unknown>, wanted: unknown, found: unknown): void {
  assert.equal(why === undefined, ours === undefined, `${text}: a difference has a reason`);
  if (ours === undefined) return assert.deepEqual(found, wanted, text);
  assert.equal(ours === "accepted", mlflow === null, `${text}: only what MLflow refuses can be accepted in addition`);
  if (ours === "rejected") return assert.equal(found, null, text);
  assert.notEqual(found, null, text);
  assert.notDeepEqual(found, wanted, text);
}
