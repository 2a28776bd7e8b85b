import assert from "node:assert/strict";
import { test } from "node:test";
import { MillraceError } from "@millrace/contract";
import { parseExperimentFilter, parseRunFilter, parseRunOrder } from "@millrace/filter";

function refusal(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    assert.ok(error instanceof MillraceError);
    assert.equal(error.code, "INVALID_PARAMETER_VALUE");
    return error.message;
  }
  assert.fail("it was accepted");
}

/** The position that a message names, and the character that its caret is under. */
function pointedAt(message: string): readonly [number, string] {
  const [headline = "", excerpt = "", caret = ""] = message.split("\n");
  const position = Number(/ at position (\d+): /.exec(headline)?.[1]);
  return [position, Array.from(excerpt)[caret.indexOf("^")] ?? ""];
}

test("a message has the position, what was expected, and an excerpt with a caret", () => {
  assert.equal(
    refusal(() => parseRunFilter("metrics.loss < 'a'")),
    [
      "Invalid filter at position 16: expected a number without quotes, found 'a'.",
      "  metrics.loss < 'a'",
      "                 ^",
    ].join("\n"),
  );
});

test("the caret is under the culprit", () => {
  const cases: readonly (readonly [string, number, string])[] = [
    ["status = 'x' AND foo = 1", 18, "f"],
    ["status > 'x'", 8, ">"],
    ["status = x", 10, "x"],
    ["status = 'x' XOR b", 18, "b"],
    ["tags.a = 'x", 10, "'"],
    ["tags.`日本` = '🙂' AND ; a", 21, ";"],
    ["params.a RLIKE 'a(b'", 17, "a"],
    ["params.a RLIKE '🙂[z-a]'", 19, "z"],
    ["run_id IN ('a', 1)", 17, "1"],
    ["run_id IN ('a\\u12')", 14, "\\"],
    ["metrics.a-b > 1", 10, "-"],
    ["metrics.`loss`.foo > 1", 9, "`"],
    ["(status = 'x'", 14, ""],
  ];
  for (const [text, position, character] of cases) {
    assert.deepEqual(pointedAt(refusal(() => parseRunFilter(text))), [position, character], text);
  }
});

test("an excerpt is short and has one line, however long and strange the text is", () => {
  const filler = "params.a = '\t\u2028\u202e🙂\ud800' AND ".repeat(800);
  const message = refusal(() => parseRunFilter(`${filler}metrics.a\n> §${"\n".repeat(500)}`));
  assert.deepEqual(pointedAt(message), [Array.from(filler).length + 13, "§"]);
  const lines = message.split("\n");
  assert.equal(lines.length, 3);
  for (const line of lines) assert.ok(Array.from(line).length <= 90, line);
});

test("limits", () => {
  const nested = (depth: number): string => `${"(".repeat(depth)}metrics.a > 1${")".repeat(depth)}`;
  const many = (count: number): string => Array.from({ length: count }, () => "metrics.a > 1").join(" AND ");
  const long = (length: number): string => `tags.a = '${"x".repeat(length - 11)}'`;
  for (const text of [nested(100), "NOT ".repeat(100) + nested(0), many(1000), long(65_536)]) {
    assert.ok(parseRunFilter(text));
  }
  assert.match(
    refusal(() => parseRunFilter(nested(101))),
    /position 101: .* at most 100 deep/,
  );
  assert.match(
    refusal(() => parseRunFilter("NOT ".repeat(60) + nested(41))),
    /at most 100 deep/,
  );
  assert.match(
    refusal(() => parseRunFilter("(".repeat(60_000))),
    /position 101: /,
  );
  assert.match(
    refusal(() => parseRunFilter(many(1001))),
    /at most 1000 comparisons/,
  );
  assert.match(
    refusal(() => parseRunFilter(long(65_537))),
    /at most 65536 are allowed/,
  );
  assert.match(
    refusal(() => parseRunOrder(Array.from({ length: 101 }, () => "run_id"))),
    /at most 100 are allowed/,
  );
  assert.match(
    refusal(() => parseRunOrder(["x".repeat(1001)])),
    /at most 1000 are allowed/,
  );
});

test("the lists of a filter hold at most 5000 different values together", () => {
  const list = (from: number, count: number): string =>
    `metrics.a IN (${Array.from({ length: count }, (_, index) => from + index).join(",")})`;
  const two = `${list(10_000, 2500)} OR NOT ${list(10_000, 2500)}`;
  for (const text of [list(10_000, 5000), two, `metrics.a IN (${"1,".repeat(20_000)})`])
    assert.ok(parseRunFilter(text));
  const message = refusal(() => parseRunFilter(list(10_000, 5001)));
  assert.match(message, /at most 5000 different values together/);
  assert.deepEqual(pointedAt(message), [list(10_000, 5000).length + 1, "1"]);
  const third = refusal(() => parseRunFilter(`${two} OR metrics.b IN (7)`));
  assert.deepEqual(pointedAt(third), [two.length + " OR metrics.b IN (7".length, "7"]);
});

test("a pattern must be one that matches in linear time, and stay small", () => {
  for (const pattern of ["(a)\\1", "a(?=b)", "[", "a{1001}", "a**"]) {
    assert.match(
      refusal(() => parseRunFilter(`tags.a RLIKE '${pattern}'`)),
      /no regular expression in re2's syntax/,
    );
  }
  assert.match(
    refusal(() => parseRunFilter(`tags.a RLIKE '${"x".repeat(1001)}'`)),
    /at most 1000 characters together/,
  );
  const half = `tags.a RLIKE '${"x".repeat(501)}'`;
  assert.match(
    refusal(() => parseRunFilter(`${half} OR ${half}`)),
    /at most 1000 characters together/,
  );
  for (const pattern of [
    "(a?){900}(b?){900}",
    "((((a){10}){10}){10}){10}",
    "(\\Q(\\Ea){999}{999}",
    "a{1000}".repeat(3),
  ]) {
    assert.match(
      refusal(() => parseRunFilter(`tags.a RLIKE '${pattern}'`)),
      /repeat too much/,
      pattern,
    );
  }
  for (const pattern of ["^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "(?i)v\\d{1,3}(\\.\\d+)*", "a{1000}", ""]) {
    assert.ok(parseRunFilter(`tags.a RLIKE '${pattern}'`));
  }
});

test("an experiment id must fit into 64 bits", () => {
  assert.match(
    refusal(() => parseExperimentFilter("experiment_id = '9223372036854775808'")),
    /this id is too large/,
  );
});
