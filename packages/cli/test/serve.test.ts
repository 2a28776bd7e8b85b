import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { call, cleanEnvironment, freePort, startProgram, tempDir } from "@millrace/testkit";

const COMMAND = fileURLToPath(new URL("../bin/millrace.js", import.meta.url));

test("millrace models serve answers requests until it is asked to end", async () => {
  const folder = tempDir();
  mkdirSync(path.join(folder, "javascript"));
  writeFileSync(path.join(folder, "MLmodel"), "flavors:\n  javascript:\n    module: javascript/model.mjs\n");
  writeFileSync(
    path.join(folder, "javascript/model.mjs"),
    "export const predict = (rows) => rows.map(([first]) => first + 1);\n",
  );
  const port = await freePort();
  const args = ["models", "serve", "-m", folder, "-p", String(port), "--access-log"];
  const server = await startProgram({ command: COMMAND, args, port, cwd: folder, env: cleanEnvironment() });
  const answer = await call(server.url, "POST", "/invocations", { inputs: [[1], [2.5]] });
  assert.deepEqual([answer.status, answer.body], [200, { predictions: [2, 3.5] }]);
  const document = await call(server.url, "POST", "/invocations", { data: { values: [[1], [2.5]] } });
  assert.deepEqual(document.body, { predictions: [[2, 3.5]] });
  assert.equal((await call(server.url, "POST", "/invocations", { bogus: 1 })).status, 400);
  assert.equal(await server.stop(), 0);
  assert.match(server.output(), new RegExp(`is served on http://127\\.0\\.0\\.1:${port}`));
  assert.match(server.output(), /\/invocations/);
});
