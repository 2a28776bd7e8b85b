import assert from "node:assert/strict";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { REFERENCE, writeReference } from "./reference.ts";

test("docs/reference says what the sources say", async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), "millrace-reference-"));
  t.after(() => rmSync(folder, { recursive: true }));
  await writeReference(folder);
  const stale = "it is stale: run `npm run docs`";
  assert.deepEqual(globSync("**/*", { cwd: REFERENCE }).sort(), globSync("**/*", { cwd: folder }).sort(), stale);
  for (const name of globSync("**/*.md", { cwd: folder })) {
    const [written, made] = [REFERENCE, folder].map((place) => readFileSync(path.join(place, name), "utf8"));
    assert.equal(written, made, `${name}: ${stale}`);
  }
});
