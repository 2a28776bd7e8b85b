import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort, tempDir } from "@millrace/testkit";
import { cleanEnvironment, startProgram, type Program } from "../src/program.ts";

const KEEPER = fileURLToPath(import.meta.resolve("../src/keeper.ts"));

async function startScript(script: string): Promise<Program> {
  const port = await freePort();
  const args = ["-e", `const port = ${port}; ${script}`];
  return startProgram({ command: process.execPath, args, port, cwd: tempDir(), env: cleanEnvironment() });
}

const SERVE = `require("http").createServer((_, answer) => answer.end("OK")).listen(port, "127.0.0.1");`;

test("waits until the server is healthy, and stop() gives its exit code", async () => {
  const program = await startScript(
    `setTimeout(() => { ${SERVE} }, 200); process.on("SIGTERM", () => process.exit(7));`,
  );
  assert.equal((await fetch(program.url)).status, 200);
  assert.equal(await program.stop(), 7);
});

test("kill() leaves it no time to answer", async () => {
  const program = await startScript(`${SERVE} process.on("SIGTERM", () => console.log("asked"));`);
  await program.kill();
  assert.equal(program.output(), "");
  await assert.rejects(fetch(program.url));
});

test("a server that ends before it is healthy is an error with what it printed", async () => {
  await assert.rejects(startScript(`console.error("no such option"); process.exit(2);`), /no such option/);
});

test("the keeper ends the whole group of processes when the one that started it is gone", async () => {
  const port = await freePort();
  const grandchild = `const port = ${port}; ${SERVE}`;
  const family = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}]);
    process.on("SIGTERM", () => process.exit(0));`;
  const keeper = spawn(process.execPath, [KEEPER, process.execPath, "-e", family]);
  while (!(await isUp(port))) await sleep(20);
  keeper.stdin.end();
  await once(keeper, "close");
  while (await isUp(port)) await sleep(20);
});

async function isUp(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}`)).ok;
  } catch {
    return false;
  }
}
