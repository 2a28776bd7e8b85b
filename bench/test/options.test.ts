import assert from "node:assert/strict";
import { test } from "node:test";
import { parseOptions } from "../src/options.ts";
import { ROWS } from "../src/rows/index.ts";
import { FULL, QUICK } from "../src/sizes.ts";

test("without options all rows are measured on all targets at full size", () => {
  const options = parseOptions([]);
  assert.deepEqual(options.rows, ROWS);
  assert.deepEqual(options.targets, ["millrace", "mlflow", "fasttrackml", "mlserver"]);
  assert.deepEqual(options.sizes, FULL);
});

test("rows, targets, rounds and sizes can be chosen", () => {
  const options = parseOptions(["--rows=history,run", "--targets", "mlflow", "--rounds", "2", "--quick"]);
  assert.deepEqual(
    options.rows.map((row) => row.name),
    ["run", "history"],
  );
  assert.deepEqual(options.targets, ["mlflow"]);
  assert.deepEqual(options.sizes, { ...QUICK, rounds: 2 });
});

test("an option that makes no sense is refused with what would", () => {
  assert.throws(() => parseOptions(["--rows", "nothing"]), /no "nothing"; there are log-metric/);
  assert.throws(() => parseOptions(["--rounds", "0"]), /--rounds: "0" is not a whole number above zero/);
  assert.throws(() => parseOptions(["--runs", "1e99"]), /--runs/);
});
