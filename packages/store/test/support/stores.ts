import assert from "node:assert/strict";
import { describe, type TestContext } from "node:test";
import { type Encoded, parseJson, type Run } from "@millrace/contract";
import { openStore, type Store } from "@millrace/store";
import { DATABASES } from "@millrace/testkit";

/** Where new experiments of the tests' stores keep their artifacts. */
export const ARTIFACT_ROOT = "/artifacts";

/** Opens a new store for one test; it is closed and removed when the test ends. */
export type OpenStore = (test: TestContext) => Promise<Store>;

/** Runs a suite on every database. */
export function onEveryDatabase(name: string, suite: (open: OpenStore) => void): void {
  for (const database of DATABASES) {
    describe(`${name} on ${database.name}`, { skip: database.skip }, () => {
      suite(async (test) => {
        const { uri, drop } = await database.fresh();
        const store = await openStore({ uri, artifactRoot: ARTIFACT_ROOT, onBackgroundError: fail });
        test.after(async () => {
          await store.close();
          await drop();
        });
        return store;
      });
    });
  }
}

function fail(error: unknown): void {
  throw error;
}

/** The message in an encoded answer. */
export async function decoded<Message>(encoded: Encoded<Message>): Promise<unknown> {
  let text = "";
  for await (const chunk of encoded.chunks) text += chunk;
  return parseJson(text);
}

/** A run as its JSON answer has it. */
export async function readRun(store: Store, runId: string): Promise<Run> {
  const answer = await decoded(await store.runs.get(runId));
  assert.ok(isRunAnswer(answer));
  return answer.run;
}

function isRunAnswer(value: unknown): value is { run: Run } {
  return typeof value === "object" && value !== null && "run" in value;
}

/** Starts a run in an experiment. */
export async function startRun(store: Store, experimentId = "0"): Promise<string> {
  const tags = [{ key: "mlflow.runName", value: "test-run" }];
  const run = await store.runs.create({ experimentId, name: "test-run", userId: "ada", startTime: 1, tags });
  return run.info.run_id;
}

/** What `assert.rejects` expects of a MillraceError with this code. */
export function refusal(code: string): { name: "MillraceError"; code: string } {
  return { name: "MillraceError", code };
}
