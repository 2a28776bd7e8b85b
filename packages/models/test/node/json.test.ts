import assert from "node:assert/strict";
import { test } from "node:test";
import { parseJson } from "@millrace/contract";
import fc from "fast-check";
import { floatJson, plainOf, textJson, valueJson } from "../../src/signature/index.ts";
import { Real } from "../../src/signature/json.ts";
import { parseBody } from "../../src/signature/parse-json.ts";
import { floatText } from "../../src/signature/python-text.ts";
import { scanJson } from "../../src/signature/scan-json.ts";
import { recordedFloats } from "./support/recorded.ts";

test("prints floats as Python does", async () => {
  for (const text of await recordedFloats()) assert.equal(floatText(Number(text)), text);
  assert.deepEqual([Number.NaN, Infinity, -Infinity].map(floatJson), ["NaN", "Infinity", "-Infinity"]);
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = floatText(value);
      assert.ok(Object.is(Number(text), value));
      assert.match(text, /[.e]/);
    }),
  );
});

test("reads all of JSON", () => {
  fc.assert(fc.property(fc.json(), (text) => assert.deepEqual(plainOf(scanJson(text)), plainOf(parseJson(text)))));
  fc.assert(
    fc.property(fc.string(), (text) => {
      const both = [parseJson, scanJson].map((parse) => {
        try {
          return { value: plainOf(parse(text)) };
        } catch {
          return undefined;
        }
      });
      assert.deepEqual(both[1], both[0]);
    }),
  );
});

test("tells integers from whole reals, and knows what Python's JSON has besides", () => {
  const parsed = parseBody("[1, 1.0, 1e2, 1.5, 123456789012345678901, NaN, -Infinity, -0]", false);
  const rest = [123456789012345678901n, Number.NaN, -Infinity, 0];
  assert.deepEqual(parsed, [1, new Real(1), new Real(100), 1.5, ...rest]);
  assert.deepEqual(parseBody('{"a": [1.0, NaN]}', true), { a: [new Real(1), Number.NaN] });
  assert.deepEqual(parseBody('{"a": [1.0]}', true), { a: [1] });
});

test("writes JSON as Python does", () => {
  assert.equal(textJson('é"\\\n\u007f😀'), '"\\u00e9\\"\\\\\\n\\u007f\\ud83d\\ude00"');
  assert.equal(
    valueJson({ a: [1, 2.5, null, true], b: new Float32Array([1, 0.5]) }),
    '{"a": [1, 2.5, null, true], "b": [1.0, 0.5]}',
  );
  assert.equal(
    valueJson([new BigInt64Array([5n]), new Map([[1, "x"]]), new Date(0), undefined]),
    '[[5], {"1": "x"}, "1970-01-01T00:00:00.000Z", null]',
  );
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      assert.deepEqual(JSON.parse(valueJson(value)), JSON.parse(JSON.stringify(value)));
    }),
  );
  const loop: unknown[] = [];
  loop.push(loop);
  assert.throws(() => valueJson(loop), TypeError);
});
