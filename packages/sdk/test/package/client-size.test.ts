import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { tempDir } from "@millrace/testkit";
import { writeClient } from "../../../../scripts/build/client.ts";

const MOST_BYTES = 15_000;

test("the client for web pages is small and needs nothing but a browser", async () => {
  const file = path.join(tempDir(), "client.min.js");
  await writeClient(file);
  const code = await readFile(file, "utf8");
  const { length } = gzipSync(code);
  assert.ok(length <= MOST_BYTES, `${length} bytes gzipped`);
  assert.doesNotMatch(code, /\bprocess\.|\bBuffer\b|\bimport\b|\brequire\b/);
});
