import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseMetricLine, parseModelMetricLine } from "../src/mlflow/folder/metric-file.ts";

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
/** Text without a blank or a line end, as names and digests are. */
const word = fc.stringMatching(/^[\w.:/-]{1,20}$/);

function narrowed(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** A double as Python's repr has it. */
function pythonDouble(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

describe("parseMetricLine", () => {
  it("reads lines of two, three and five fields exactly", () => {
    fc.assert(
      fc.property(int64, fc.double(), int64, word, word, (time, value, step, name, digest) => {
        const short = `${time} ${pythonDouble(value)}`;
        const read = { time: narrowed(time), value };
        assert.deepEqual(parseMetricLine(short), { ...read, step: 0, rest: [] });
        assert.deepEqual(parseMetricLine(`${short} ${step}\r`), { ...read, step: narrowed(step), rest: [] });
        const whole = parseMetricLine(`${short} ${step} ${name} ${digest}`);
        assert.deepEqual(whole, { ...read, step: narrowed(step), rest: [name, digest] });
      }),
    );
  });

  it("refuses everything else", () => {
    const broken = [
      "",
      "1",
      "x 1.0",
      "1 x",
      "1 1.0 x",
      "1 1.0 0 name",
      "1  1.0",
      "1.5 1.0",
      "99999999999999999999 1.0",
      "1 0x10",
    ];
    for (const line of broken) assert.equal(parseMetricLine(line), undefined, line);
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string(), (line) => void parseMetricLine(line)));
  });
});

describe("parseModelMetricLine", () => {
  it("reads lines with and without a dataset, whose name may have blanks", () => {
    fc.assert(
      fc.property(int64, fc.double(), int64, word, fc.array(word, { minLength: 1, maxLength: 3 }), word, (...given) => {
        const [time, value, step, runId, names, digest] = given;
        const read = { time: narrowed(time), value, step: narrowed(step), runId };
        const short = `${time} ${pythonDouble(value)} ${step} ${runId}`;
        assert.deepEqual(parseModelMetricLine(short), { ...read, dataset: undefined });
        const name = names.join(" ");
        assert.deepEqual(parseModelMetricLine(`${short} ${name} ${digest}`), { ...read, dataset: { name, digest } });
      }),
    );
  });

  it("refuses everything else", () => {
    for (const line of ["", "1 1.0", "1 1.0 0", "x 1.0 0 run", "1 1.0 0 run name"]) {
      assert.equal(parseModelMetricLine(line), undefined, line);
    }
  });
});
