import assert from "node:assert/strict";
import { test } from "node:test";
import { MillraceError } from "@millrace/contract";
import {
  parseExperimentFilter,
  parseExperimentOrder,
  parseLoggedModelFilter,
  parseModelVersionFilter,
  parseModelVersionOrder,
  parseRunFilter,
  parseRunOrder,
} from "@millrace/filter";
import fc from "fast-check";
import { runField, runFilter } from "./arbitraries.ts";
import { printField, printFilter } from "./print.ts";

/** Far beyond what any of these tests needs; only a hang reaches it. */
const HANG = { timeout: 60_000 };

const PIECES = [
  ...Array.from("'\"`()=<>!.,;-+#\\ \n\t"),
  ...["metrics.", "metrics.`a b`", "params.a", "tags.", "datasets.name", "status", "run_id", "start_time", "name"],
  ...[" AND ", " or ", " NOT ", " IN ", " LIKE ", " RLIKE ", " IS ", "NULL", " asc", " DESC", "('a', 'b')", ".min"],
  ...["'x'", '"y"', "''", "\\'", "1", "-1.5e3", "é", "日本", "🙂", "\ud800", "\0", "{1000}", "(a*)*", "creation_time"],
];

const tokens = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(""));

function neverFails(text: string): void {
  const parsers = [
    () => parseRunFilter(text),
    () => parseExperimentFilter(text),
    () => parseLoggedModelFilter(text),
    () => parseRunOrder([text]),
    () => parseExperimentOrder([text]),
    () => parseModelVersionFilter(text),
    () => parseModelVersionOrder([text]),
  ];
  for (const parse of parsers) {
    try {
      parse();
    } catch (error) {
      assert.ok(error instanceof MillraceError, String(error));
      assert.equal(error.code, "INVALID_PARAMETER_VALUE");
    }
  }
}

test("any text is read or refused", HANG, () => {
  fc.assert(fc.property(tokens, neverFails), { numRuns: 5_000 });
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 100 }), neverFails), { numRuns: 2_000 });
});

test("any change to a good filter is read or refused", HANG, () => {
  const changed = fc.tuple(runFilter, fc.nat(), fc.nat({ max: 3 }), fc.constantFrom(...PIECES, ""));
  const mutate = ([node, where, cut, piece]: [Parameters<typeof printFilter>[0], number, number, string]): string => {
    const text = printFilter(node);
    const at = where % (text.length + 1);
    return text.slice(0, at) + piece + text.slice(at + cut);
  };
  fc.assert(fc.property(changed.map(mutate), neverFails), { numRuns: 2_000 });
});

test("long texts of any piece are read or refused without delay", HANG, () => {
  for (const length of [10_000, 65_536]) {
    for (const piece of [...PIECES, "a=", "'\\'", "metrics.a > 1 ", "NOT (", "('", "a'", "tags.a IN ('\\x", "1e"]) {
      const body = piece.repeat(Math.ceil(length / piece.length)).slice(0, length - 20);
      for (const text of [body, `tags.a = '${body}`, `tags.a RLIKE '${body}'`, `run_id IN ('${body}')`])
        neverFails(text);
    }
  }
});

test("a filter that is written out and read again is the same", HANG, () => {
  const same = (node: Parameters<typeof printFilter>[0]): void => {
    assert.deepEqual(parseRunFilter(printFilter(node)), node);
  };
  fc.assert(fc.property(runFilter, same), { numRuns: 3_000 });
});

test("an order that is written out and read again is the same", () => {
  const same = (field: Parameters<typeof printField>[0], descending: boolean): void => {
    fc.pre(field.kind !== "dataset");
    assert.deepEqual(parseRunOrder([`${printField(field)} ${descending ? "desc" : ""}`]), [{ field, descending }]);
  };
  fc.assert(fc.property(runField, fc.boolean(), same));
});
