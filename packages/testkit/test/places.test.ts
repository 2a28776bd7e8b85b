import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { freePort, tempDir } from "@millrace/testkit";

test("tempDir makes a new folder each time", () => {
  const [first, second] = [tempDir(), tempDir()];
  assert.notEqual(first, second);
  assert.ok(existsSync(first) && existsSync(second));
});

test("a temporary folder is gone after its process", () => {
  const script = 'import { tempDir } from "@millrace/testkit"; console.log(tempDir());';
  const folder = execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: import.meta.dirname });
  assert.ok(!existsSync(folder.toString().trim()));
});

test("freePort finds a port that can be listened on", async () => {
  assert.ok((await freePort()) > 1023);
});
