import assert from "node:assert/strict";
import { test } from "node:test";
import { MillraceError } from "@millrace/contract";
import {
  decodePageToken,
  encodePageToken,
  MAX_PAGE_TOKEN_LENGTH,
  type PageKey,
  queryFingerprint,
} from "@millrace/filter";
import fc from "fast-check";

const anyKeys = (keys: readonly PageKey[]): keys is readonly PageKey[] => keys.length >= 0;
const query = queryFingerprint({ filter: "metrics.a > 1", order: ["start_time DESC"], experiments: ["0"] });

const key = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.double(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(null, NaN, Infinity, -Infinity, -0, "\ud800", "\0"),
);

test("keys come back exactly", () => {
  const same = (keys: readonly PageKey[]): void => {
    const token = encodePageToken(query, keys);
    assert.match(token, /^[\w-]+$/);
    assert.deepEqual(decodePageToken(token, query, anyKeys), keys);
  };
  fc.assert(fc.property(fc.array(key, { maxLength: 10 }), same), { numRuns: 1_000 });
});

test("a token of another query is refused with that reason", () => {
  const token = encodePageToken(query, [1]);
  assert.throws(() => decodePageToken(token, queryFingerprint({ filter: "" }), anyKeys), {
    code: "INVALID_PARAMETER_VALUE",
    message: /belongs to another search/,
  });
});

test("a fingerprint tells queries apart and holds for equal ones", () => {
  const fingerprints = ["a", "b", ["a"], { a: 1 }, { a: 2 }, 1n, "1", null, undefined, "", []].map(queryFingerprint);
  assert.equal(new Set(fingerprints).size, fingerprints.length);
  assert.equal(queryFingerprint({ filter: "x", ids: [1n] }), queryFingerprint({ filter: "x", ids: [1n] }));
});

test("what is no token is refused", () => {
  const good = encodePageToken(query, [1, "a", 2n]);
  const written = (payload: unknown): string => Buffer.from(JSON.stringify(payload)).toString("base64url");
  const bad = [
    ...["", " ", "x", "null", "a b", `${good}=`, good.slice(0, -4), "a".repeat(MAX_PAGE_TOKEN_LENGTH + 1), "/w=="],
    ...[null, [], {}, { v: 2, q: query, k: [] }, { v: 1, q: query }, { v: 1, q: query, k: {} }].map(written),
    ...[
      [true],
      [[]],
      [{}],
      [{ i: "x" }],
      [{ i: 1 }],
      [{ n: "1" }],
      [{ i: "9".repeat(50) }],
      [{ i: "9223372036854775808" }],
    ].map((k) => written({ v: 1, q: query, k })),
    Buffer.from([0xff, 0xfe]).toString("base64url"),
    Buffer.from("[".repeat(40_000)).toString("base64url"),
  ];
  for (const token of bad) {
    assert.throws(
      () => decodePageToken(token, query, anyKeys),
      { code: "INVALID_PARAMETER_VALUE" },
      token.slice(0, 80),
    );
  }
  const numbers = (keys: readonly PageKey[]): keys is readonly number[] => keys.every((one) => typeof one === "number");
  assert.throws(() => decodePageToken(good, query, numbers), { code: "INVALID_PARAMETER_VALUE" });
});

test("any text is a token or refused", () => {
  const neverFails = (text: string): void => {
    try {
      decodePageToken(text, query, anyKeys);
    } catch (error) {
      assert.ok(error instanceof MillraceError);
    }
  };
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.base64String(),
        fc.json().map((json) => btoa(json)),
      ),
      neverFails,
    ),
  );
});

test("a token has a bounded length", () => {
  assert.ok(encodePageToken(query, ["日".repeat(8_000)]).length < MAX_PAGE_TOKEN_LENGTH);
  assert.throws(() => encodePageToken(query, ["日".repeat(20_000)]), { code: "INVALID_PARAMETER_VALUE" });
});
