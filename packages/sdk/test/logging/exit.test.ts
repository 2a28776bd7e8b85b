import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, test } from "node:test";
import { freePort, type Program, startMillrace } from "@millrace/testkit";
import { sync } from "../../src/logging/index.ts";
import { startChild } from "./support/run-child.ts";
import { historyOf, toolsFor, type Tools } from "./support/tools.ts";

let server: Program;
before(async () => {
  server = await startMillrace();
});
after(() => server.stop());

/** Sends what a process without a server has left to the one that is there. */
async function syncAll({ client, options }: Tools, runId: string): Promise<number[]> {
  const { runs } = await sync({ ...options, anyServer: true });
  assert.deepEqual(
    runs.map(({ outcome, error }) => [outcome, error]),
    [["sent", undefined]],
  );
  assert.deepEqual(readdirSync(options.spool), []);
  return (await historyOf(client, runId, "loss")).map(({ step }) => step);
}

test("a process that exits leaves what it logged last in the spool", async () => {
  for (const uri of [server.url, `http://127.0.0.1:${await freePort()}`]) {
    for (const [what, points] of [
      ["exit", 1000],
      ["throw", 1],
    ] as const) {
      const tools = toolsFor(server.url);
      const { runId, ended } = await startChild(uri, tools.options.spool, what);
      await ended;
      assert.deepEqual(
        await syncAll(tools, runId),
        Array.from({ length: points }, (_, step) => step),
      );
    }
  }
});

test("what a process without a server logged survives its being killed, but for the last moment", async () => {
  const tools = toolsFor(server.url);
  const { runId, kill } = await startChild(`http://127.0.0.1:${await freePort()}`, tools.options.spool, "for ever");
  await sleep(1500);
  await kill();
  const steps = await syncAll(tools, runId);
  assert.ok(steps.length > 1000, `only ${steps.length} points`);
  assert.deepEqual(
    steps,
    Array.from({ length: steps.length }, (_, step) => step),
  );
});
