import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { buildCommand } from "@millrace/projects";
import fc from "fast-check";

const PRINT = `${process.execPath} -e "console.log(JSON.stringify(process.argv.slice(1)))" --`;

/** What a program gets when the command is run for real. */
function argumentsOf(command: string, declared: Record<string, string>, extra: Record<string, string> = {}): unknown {
  const point = {
    name: "main",
    command,
    parameters: new Map(Object.keys(declared).map((name) => [name, { type: "string", default: undefined } as const])),
  };
  const values = { declared: new Map(Object.entries(declared)), extra: new Map(Object.entries(extra)) };
  const { program, args, variables } = buildCommand(point, values);
  return JSON.parse(execFileSync(program, args, { encoding: "utf8", env: { ...process.env, ...variables } }));
}

const NASTY = [
  "a b",
  `it's "quoted"`,
  "$(touch x)",
  "`id`",
  "two\nlines",
  "-rf",
  "--",
  "",
  "*",
  "~",
  "\\",
  "{x}",
  "$HOME",
  "a;b",
  "é 中",
];

const FORMS: readonly [what: string, command: string, expected: (value: string) => string[]][] = [
  ["as a word", `${PRINT} --x {x} end`, (value) => ["--x", value, "end"]],
  ["in a word", `${PRINT} --x={x}`, (value) => [`--x=${value}`]],
  ["in double quotes", `${PRINT} "<{x}>"`, (value) => [`<${value}>`]],
  ["in single quotes", `${PRINT} '<{x}>'`, (value) => [`<${value}>`]],
  ["behind a shell's &&", `true && ${PRINT} {x} "{x}" '{x}'`, (value) => [value, value, value]],
  ["within $( )", `${PRINT} "$(printf '%s.' {x})"`, (value) => [`${value}.`]],
  ["within ( )", `(${PRINT} {x})`, (value) => [value]],
];

for (const [what, command, expected] of FORMS) {
  test(`a value ${what} reaches the program as it is`, () => {
    for (const value of NASTY) assert.deepEqual(argumentsOf(command, { x: value }), expected(value), value);
  });
}

test("any text reaches the program as it is, declared or not, with a shell or without", () => {
  const text = fc
    .string({ unit: "binary", maxLength: 30 })
    .filter((value) => !value.includes("\0") && value.isWellFormed());
  fc.assert(
    fc.property(text, text, fc.constantFrom("", "true; "), (declared, extra, shell) => {
      const got = argumentsOf(`${shell}${PRINT} {x}`, { x: declared }, { more: extra });
      assert.deepEqual(got, [declared, "--more", extra]);
    }),
    { numRuns: 40 },
  );
});

test("no shell is started for a command of plain words", () => {
  const point = { name: "main", command: "python train.py --lr {lr}", parameters: new Map() };
  const { program, args } = buildCommand(point, { declared: new Map([["lr", "0 1"]]), extra: new Map() });
  assert.deepEqual([program, ...args], ["python", "train.py", "--lr", "0 1"]);
});

test("doubled braces are braces; single ones and unknown names are refused", () => {
  assert.deepEqual(argumentsOf(`${PRINT} '{{x}}' {x}`, { x: "1" }), ["{x}", "1"]);
  assert.throws(() => argumentsOf(`${PRINT} } {x}`, { x: "1" }), /single "}"/);
  assert.throws(() => argumentsOf(`${PRINT} {y}`, { x: "1" }), /\{y\}, which is none of its parameters/);
});
