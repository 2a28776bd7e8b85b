import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import type { Outcome } from "./job.ts";
import { suiteJob } from "./suite.ts";

const folder = mkdtempSync(path.join(tmpdir(), "millrace-suite-"));
after(() => rmSync(folder, { recursive: true }));

/** The outcome of a test file that begins with the import of node:test. */
function outcomeOf(body: string): Promise<Outcome> {
  const file = path.join(folder, `${Math.random()}.test.ts`);
  writeFileSync(file, `import { after, describe, it, test } from "node:test";\n${body}`);
  return suiteJob("sample", [file]).run(() => undefined);
}

const CASES: readonly (readonly [string, string, readonly [number, number, number]])[] = [
  [
    "tests and skips",
    `test("a", () => {}); test.skip("b", () => {}); test("c", { todo: "later" }, () => {});`,
    [1, 0, 2],
  ],
  [
    "leaves, not suites",
    `describe("s", () => { it("a", () => {}); it("b", () => { throw new Error(); }); });`,
    [1, 1, 0],
  ],
  ["subtests, not their parent", `test("p", async (t) => { await t.test("a", () => {}); });`, [1, 0, 0]],
  ["a parent that fails in itself", `test("p", async (t) => { await t.test("a", () => {}); throw 1; });`, [1, 1, 0]],
  ["a suite that is skipped whole", `describe.skip("s", () => { it("a", () => {}); });`, [0, 0, 1]],
  ["a suite whose hook fails", `describe("s", () => { after(() => { throw 1; }); it("a", () => {}); });`, [1, 1, 0]],
  ["a suite whose body fails", `describe("s", () => { throw new Error("body"); });`, [0, 1, 0]],
  ["an error after the tests' end", `test("a", () => { setTimeout(() => { throw 1; }, 20); });`, [1, 1, 0]],
  ["a file without tests", "", [0, 1, 0]],
  ["a process that crashes", "process.exit(3);", [0, 1, 0]],
  ["a process that ends too early", `test("a", () => process.exit(0));`, [0, 1, 0]],
];

for (const [what, body, expected] of CASES) {
  test(`counts ${what}`, async () => {
    const { passed, problems, skips } = await outcomeOf(body);
    assert.deepEqual([passed, problems.length, skips.length], expected, problems.join("\n"));
  });
}

test("tells why a test failed and what its file printed", async () => {
  const { problems } = await outcomeOf(`test("a", () => { console.log("a hint"); throw new Error("the reason"); });`);
  assert.match(problems.join("\n"), /the reason[^]*a hint/);
});
