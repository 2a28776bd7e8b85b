import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { ROOT } from "../install.mjs";
import { checkPortable } from "./portable.ts";

const REFUSED = {
  "the folder of the checkout": { file: "docs/a.md", text: `cd ${ROOT}` },
  "a registry's address": { file: "bench/a.ts", text: `"https://${"registry"}.example.org/x"` },
  "an address in the lock": { file: "package-lock.json", text: `{ "resolved": "https://example.org/a.tgz" }` },
  "a way out of the project": { file: "docs/a.md", text: "see ../../elsewhere/notes" },
};

for (const [what, source] of Object.entries(REFUSED)) {
  test(`refuses ${what}`, () => assert.equal(checkPortable([source]).length, 1));
}

test("accepts addresses of services and links inside the project", () => {
  const text = "[how](../README.md), https://www.example.org/registry, and a relative path of the project";
  assert.deepEqual(checkPortable([{ file: path.posix.join("docs", "a.md"), text }]), []);
});
