import assert from "node:assert/strict";
import { test } from "node:test";
import { groupFiles } from "./suites.ts";

test("every test file is in one job, whatever others are called", () => {
  const files = [
    "bench/test/report.test.ts",
    "packages/sdk/test/client/mlflow.slow.test.ts",
    "packages/sdk/test/client/retry.test.ts",
    "packages/sdk/test/models/mlflow.slow.test.ts",
    "packages/sdk/test/values.test.ts",
    "scripts/test/suite.test.ts",
    "test/conformance/test/conformance.test.ts",
  ];
  const { slow, rooms } = groupFiles(files);
  assert.deepEqual(
    slow.map(([name]) => name),
    ["sdk/client/mlflow.slow", "sdk/models/mlflow.slow", "conformance"],
  );
  assert.deepEqual(
    rooms.map(([name]) => name),
    ["sdk", "bench", "scripts"],
  );
  assert.deepEqual([...slow, ...rooms].flatMap(([, names]) => names).sort(), files);
});
