import assert from "node:assert/strict";
import path from "node:path";
import { before, describe, it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { openStoreSource } from "@millrace/store/transfer";
import { DATABASES, tempDir } from "@millrace/testkit";
import { makeBigDatabase } from "./support/big-database.ts";
import { millrace, type Running, startCommand } from "./support/millrace.ts";
import { type Everything, readEverything } from "./support/records.ts";

const MILLION = { runs: 100, metrics: 10, points: 1000 };
const SMALLER = { runs: 60, metrics: 5, points: 1000 };

async function stored(uri: string): Promise<Everything> {
  await using source = await openStoreSource(uri);
  return await readEverything(source);
}

for (const database of DATABASES) {
  describe(`an import to ${database.name}`, { skip: database.skip }, () => {
    const folder = tempDir();
    const from = `sqlite:///${path.join(folder, "mlflow.db")}`;
    before(() => makeBigDatabase(path.join(folder, "mlflow.db"), SMALLER));

    const fresh = async (test: TestContext): Promise<string> => {
      const { uri, drop } = await database.fresh();
      test.after(drop);
      return uri;
    };
    const argsTo = (uri: string): string[] => ["import", "mlflow", "--from", from, "--backend-store-uri", uri];

    it("goes on where it was killed or stopped, to the same end", async (test) => {
      const [whole, torn] = [await fresh(test), await fresh(test)];
      assert.equal((await millrace(argsTo(whole), folder)).code, 0);
      const expected = await stored(whole);
      let stopped = 0;
      for (const [index, signal] of (["SIGKILL", "SIGINT", "SIGKILL", "SIGKILL"] as const).entries()) {
        const command = startCommand(argsTo(torn), folder);
        if (await interrupt(command, signal, index * 60)) stopped += 1;
      }
      assert.ok(stopped >= 2, "the import was too fast to be stopped in the middle");
      const last = await millrace(argsTo(torn), folder);
      assert.equal(last.code, 0, last.err + last.out);
      assert.deepEqual(await stored(torn), expected);
      const again = await millrace(argsTo(torn), folder);
      assert.match(again.out, /Nothing was new/);
    });
  });

  it(`brings a million points to ${database.name}`, { skip: database.skip }, async (test) => {
    const folder = tempDir();
    await makeBigDatabase(path.join(folder, "mlflow.db"), MILLION);
    const { uri, drop } = await database.fresh();
    test.after(drop);
    const start = performance.now();
    const args = ["import", "mlflow", "--from", "sqlite:///mlflow.db", "--backend-store-uri", uri];
    const { code, out, err } = await millrace(args, folder);
    test.diagnostic(`1,000,000 metric points came in within ${Math.round(performance.now() - start)} ms`);
    assert.equal(code, 0, err + out);
    assert.match(out, /metric points +1000000 +1000000\n/);
  });
}

/** Sends a signal some time after runs began to come in; tells whether that ended the command before its work was done. */
async function interrupt(command: Running, signal: NodeJS.Signals, afterMs: number): Promise<boolean> {
  await command.says("runs");
  await sleep(afterMs);
  command.kill(signal);
  const { code } = await command.ended;
  return code !== 0;
}
