import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createClient } from "millrace/client";
import { freePort, type Program, startMillrace, tempDir } from "@millrace/testkit";
import { installBuilt } from "./support/install.ts";
import { BUN, DENO, MODULES, run } from "./support/programs.ts";
import { IMPORT_ALL, LIST_IN_WORKER, LIST_RUNS, TYPED } from "./support/users.ts";

const TSC = path.join(MODULES, "typescript/bin/tsc");
const EXPECTED = ["one 1", `two ${2n ** 60n}`, "bytes", "TEMPORARILY_UNAVAILABLE"];

describe("the built packages", () => {
  const folder = tempDir();
  let server: Program;

  before(async () => {
    const [started] = await Promise.all([startMillrace(), installBuilt(folder)]);
    server = started;
    const client = createClient({ uri: server.url });
    await client.runs.create({ experiment_id: "0", run_name: "one", start_time: 1 });
    await client.runs.create({ experiment_id: "0", run_name: "two", start_time: 2n ** 60n });
    await writeFile(path.join(folder, "list-runs.js"), LIST_RUNS);
    await writeFile(path.join(folder, "worker.js"), LIST_IN_WORKER);
    await writeFile(path.join(folder, "all.js"), IMPORT_ALL);
  });
  after(() => server.stop());

  async function listed(program: string, ...args: readonly string[]): Promise<unknown> {
    return JSON.parse(await run(program, [...args, `http://127.0.0.1:${await freePort()}`, server.url], folder));
  }

  test("run in Node", async () => {
    assert.deepEqual(await listed(process.execPath, "list-runs.js"), EXPECTED);
    assert.equal(await run(process.execPath, ["all.js"], folder), "function function\n");
  });

  test("run in a worker thread of Node", async () => {
    assert.deepEqual(await listed(process.execPath, "worker.js"), EXPECTED);
  });

  test("run in Deno", { skip: DENO === undefined && "there is no Deno for this platform" }, async () => {
    assert.deepEqual(await listed(DENO ?? "", "run", "-A", "--node-modules-dir=manual", "list-runs.js"), EXPECTED);
  });

  test("run in Bun", { skip: BUN === undefined && "there is no Bun for this platform" }, async () => {
    assert.deepEqual(await listed(BUN ?? "", "list-runs.js"), EXPECTED);
  });

  test("have the types that they should", async () => {
    const shared = {
      target: "es2024",
      module: "nodenext",
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
    };
    const browser = { ...shared, lib: ["es2024", "dom", "dom.asynciterable"], types: [] };
    const node = { ...shared, lib: ["es2024"], types: ["node"], typeRoots: [path.join(MODULES, "@types")] };
    await writeFile(path.join(folder, "typed.ts"), TYPED);
    await writeFile(path.join(folder, "all.ts"), IMPORT_ALL);
    await writeFile(
      path.join(folder, "browser.json"),
      JSON.stringify({ compilerOptions: browser, files: ["typed.ts"] }),
    );
    await writeFile(
      path.join(folder, "node.json"),
      JSON.stringify({ compilerOptions: node, files: ["typed.ts", "all.ts"] }),
    );
    for (const project of ["browser.json", "node.json"]) {
      assert.equal(await run(process.execPath, [TSC, "-p", project], folder), "");
    }
  });
});
