import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { resolveParameters } from "@millrace/projects";
import type { Parameter } from "@millrace/projects";

async function resolve(parameter: Parameter, value?: string): Promise<string | undefined> {
  const folder = await mkdtemp(path.join(tmpdir(), "millrace-parameters-"));
  await writeFile(path.join(folder, "here.csv"), "");
  const point = { name: "main", command: "true", parameters: new Map([["x", parameter]]) };
  const given = new Map(value === undefined ? [] : [["x", value]]);
  const fetch = async (uri: string): Promise<string> => `/fetched/${uri.length}`;
  const { declared } = await resolveParameters(point, given, { folder, fetch });
  return declared.get("x")?.replace(folder, "FOLDER");
}

const GOOD: readonly [type: Parameter["type"], value: string, expected: string][] = [
  ["string", " any $(thing)", " any $(thing)"],
  ["float", "1e-3", "1e-3"],
  ["float", "-inf", "-inf"],
  ["int", "-12", "-12"],
  ["path", "here.csv", "FOLDER/here.csv"],
  ["path", "s3://bucket/x", "/fetched/13"],
  ["uri", "s3://bucket/x", "s3://bucket/x"],
  ["uri", "data", "FOLDER/data"],
];

for (const [type, value, expected] of GOOD) {
  test(`the ${type} "${value}" is taken`, async () => {
    assert.equal(await resolve({ type, default: undefined }, value), expected);
  });
}

const BAD: readonly [type: Parameter["type"], value: string][] = [
  ["float", "one"],
  ["float", ""],
  ["int", "1.5"],
  ["path", "not-here.csv"],
  ["path", "file://elsewhere/x"],
];

for (const [type, value] of BAD) {
  test(`the ${type} "${value}" is refused`, async () => {
    await assert.rejects(resolve({ type, default: undefined }, value), { code: "INVALID_PARAMETER_VALUE" });
  });
}

test("a default stands in, and what is missing is named", async () => {
  assert.equal(await resolve({ type: "int", default: "3" }), "3");
  await assert.rejects(resolve({ type: "int", default: undefined }), /needs a value for x/);
});
