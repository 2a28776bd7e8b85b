import assert from "node:assert/strict";
import { glob } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { isChosen } from "./chosen.ts";
import { differences } from "./compare.ts";
import { SUITE } from "./paths.ts";
import { failWith } from "./requests.ts";
import type { Target } from "./runCase.ts";
import { runScripts, type Told } from "./scripts.ts";
import type { Targets } from "./targets.ts";

/**
 * The real MLflow takes a minute for the 5,000 steps of `real_run.py`; what the script shows doesn't depend on them. And
 * it answers 500 now and then to searches at the same time (see send.ts): its client asks again, at once.
 */
const MLFLOW_SETTINGS = {
  CONFORMANCE_STEPS: "100",
  MLFLOW_HTTP_REQUEST_MAX_RETRIES: "5",
  MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR: "0",
  MLFLOW_HTTP_REQUEST_BACKOFF_JITTER: "0",
};

/** Every Python client script as a subtest: it must show the same against both servers. */
export async function compareClients(t: TestContext, targets: Targets): Promise<void> {
  const files: string[] = [];
  for await (const file of glob("scripts/clients/*.py", { cwd: SUITE })) {
    if (isChosen(nameOf(file))) files.push(path.join(SUITE, file));
  }
  files.sort();
  const theirs = new Results(files, targets.mlflow, MLFLOW_SETTINGS);
  const ours = new Results(files, targets.millrace);
  await Promise.all(
    files.map((file) => {
      const name = nameOf(file);
      return t.test(`client script: ${name}`, async () => {
        const [expected, actual] = await Promise.all([theirs.of(name), ours.of(name)]);
        assert.equal(expected.failure, undefined, "the script fell over against MLflow");
        assert.equal(actual.failure, undefined, "the script fell over against Millrace");
        failWith(differences(expected.lines, actual.lines, name));
      });
    }),
  );
}

function nameOf(file: string): string {
  return path.basename(file, ".py");
}

/** What scripts told, each as soon as it has ended. */
class Results {
  readonly #waiting: Map<string, PromiseWithResolvers<Told>>;

  constructor(files: readonly string[], target: Target, settings: NodeJS.ProcessEnv = {}) {
    this.#waiting = new Map(files.map((file) => [nameOf(file), Promise.withResolvers<Told>()]));
    this.#collect(runScripts(files, target, settings)).catch((error: unknown) => {
      for (const result of this.#waiting.values()) result.reject(error);
    });
  }

  async of(name: string): Promise<Told> {
    const result = this.#waiting.get(name);
    if (result === undefined) throw new Error(`There is no script ${name}.`);
    return result.promise;
  }

  async #collect(telling: AsyncIterable<readonly [string, Told]>): Promise<void> {
    for await (const [name, told] of telling) this.#waiting.get(name)?.resolve(told);
    for (const [name, result] of this.#waiting) result.reject(new Error(`The script ${name} told nothing.`));
  }
}
