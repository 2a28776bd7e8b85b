import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RE2JS } from "re2js";
import type { Database, Dialect } from "../../src/database/sql.ts";
import { onEveryDatabase, SAMPLE } from "./databases.ts";

type Condition = "like" | "ilike" | "rlike";

onEveryDatabase(({ shared }) => {
  test("LIKE knows % and _ alone and minds case", async () => {
    const database = await shared();
    const find = await finder(database, ["", "abc", "aBc", "a\\c", "a%c", "a😀c", "a\nc", "x"]);
    assert.deepEqual(await find("like", "abc"), ["abc"]);
    assert.deepEqual(await find("like", "a_c"), ["abc", "aBc", "a\\c", "a%c", "a😀c", "a\nc"]);
    assert.deepEqual(await find("like", "a\\%"), ["a\\c"]);
    assert.deepEqual(await find("like", "%b%"), ["abc"]);
    assert.deepEqual(await find("like", "%"), ["", "abc", "aBc", "a\\c", "a%c", "a😀c", "a\nc", "x"]);
    assert.deepEqual(await find("like", ""), [""]);
  });

  test("ILIKE does not mind case, beyond ASCII too", async () => {
    const database = await shared();
    const find = await finder(database, ["Straße", "STRASSE", "ÉTÉ", "été", "Ж", "ж", "a.c", "ABC", "ΣΊΣΥΦΟΣ"]);
    assert.deepEqual(await find("ilike", "été"), ["ÉTÉ", "été"]);
    assert.deepEqual(await find("ilike", "ж"), ["Ж", "ж"]);
    assert.deepEqual(await find("ilike", "A.C"), ["a.c"]);
    assert.deepEqual(await find("ilike", "a_c"), ["a.c", "ABC"]);
    assert.deepEqual(await find("ilike", "straß%"), ["Straße"]);
    assert.deepEqual(await find("ilike", "σίσ%"), ["ΣΊΣΥΦΟΣ"]);
  });

  test("text conditions are as simple as they say, whatever the text", async () => {
    const database = await shared();
    const character = fc.constantFrom(...Array.from("ab AB_%\\.*é\n😀'\"?"));
    const text = fc.string({ unit: character, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(text, { minLength: 1, maxLength: 12 }), text, async (values, pattern) => {
        const find = await finder(database, values);
        const parts = { "%": ".*", _: "." };
        const source = pattern.replace(/[%_]|[^%_]+/g, (part) =>
          part === "%" || part === "_" ? parts[part] : RE2JS.quote(part),
        );
        for (const [condition, flags] of [
          ["like", RE2JS.DOTALL],
          ["ilike", RE2JS.DOTALL | RE2JS.CASE_INSENSITIVE],
        ] as const) {
          const expected = values.filter((value) => RE2JS.compile(source, flags).matches(value));
          assert.deepEqual(await find(condition, pattern), expected, `${condition} ${JSON.stringify(pattern)}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("RLIKE finds what re2 finds", async () => {
    const database = await shared();
    const find = await finder(database, VALUES);
    for (const pattern of PATTERNS) {
      const expected = VALUES.filter((value) => RE2JS.compile(pattern).matcher(value).find());
      assert.deepEqual(await find("rlike", pattern), expected, `RLIKE ${JSON.stringify(pattern)}`);
    }
  });

  test("RLIKE finds what re2 finds, whatever the pattern", async () => {
    const database = await shared();
    const find = await finder(database, VALUES);
    await fc.assert(
      fc.asyncProperty(expression, async (pattern) => {
        fc.pre(isRe2(pattern) && !REPEATED_FLAGS.test(pattern));
        const expected = VALUES.filter((value) => RE2JS.compile(pattern).matcher(value).find());
        assert.deepEqual(await find("rlike", pattern), expected, `RLIKE ${JSON.stringify(pattern)}`);
      }),
      { numRuns: 150 },
    );
  });

  test("JSON objects hold every row of a query, in its order", async () => {
    const database = await shared();
    const texts = ["b", 'a"\\\n', "", "😀", "\u0001"];
    await finder(database, texts);
    const list = database.dialect.jsonObjects(
      ["id", "text"],
      "SELECT id, text FROM sample WHERE id >= 0 ORDER BY id DESC",
    );
    const row = await database.read.get<{ list: string }>(`SELECT ${list} AS list`);
    assert.deepEqual(JSON.parse(row?.list ?? ""), texts.map((text, id) => ({ id, text })).toReversed());
    const none = database.dialect.jsonObjects(["text"], "SELECT text FROM sample WHERE id < 0");
    assert.deepEqual({ ...(await database.read.get(`SELECT ${none} AS list`)) }, { list: "[]" });
  });
});

const VALUES = [
  ...[
    "",
    "a",
    "A",
    "b",
    "ab",
    "aB",
    "abc",
    "a\nb",
    "a\nb\nc",
    "word",
    "a word.",
    "foo",
    "k",
    "K",
    "\u212a",
    "s",
    "\u017f",
  ],
  ...[
    "straße",
    "STRASSE",
    "9",
    " ",
    "\t",
    "\v",
    "\u00a0",
    ".*",
    "😀",
    "😁",
    "]",
    "-",
    "é",
    "É",
    "σ",
    "ς",
    "Σ",
    "ß",
    "ẞ",
  ],
  ...["aa", "aaa", "a".repeat(300), "/", "a{", "a{,2}", "i", "I", "İ", "ı", "0", "_", "ä", "\\", "[", "^", "$", "|"],
];

const PATTERNS = [
  ...[
    "",
    "a",
    "a|",
    "()",
    "^*a",
    "$",
    "a$",
    "^a.b$",
    "(?s)a.b",
    "(?m)^b$",
    "(?m:b$)",
    "(?-s)a.b",
    "\\Aa",
    "a\\z",
    "(|a)b",
  ],
  ...[
    "\\d+",
    "\\D",
    "\\s",
    "[\\s]",
    "\\S",
    "\\w",
    "[^\\w]",
    "\\bword\\b",
    "\\Bo",
    "[^a]",
    "[^\\n]",
    "[]a]",
    "[a-]",
    "[-a]",
  ],
  ...[
    "(?i)k",
    "(?i)[k-m]",
    "(?i)straße",
    "(?i)[^k]",
    "a(?i)b|c",
    "(a(?i)b)c",
    "(?i:ab)c",
    "(?i)ς",
    "(?i)ẞ",
    "(?i)i",
    "(?i)ſ",
  ],
  ...[
    "[[:alpha:]]+",
    "[[:^alpha:]]",
    "\\pL",
    "\\p{Greek}+",
    "\\PL",
    "\\p{^Lu}",
    "[\\p{Lu}\\d]",
    "(?i)\\p{Lu}",
    "\\p{Any}",
  ],
  ...[
    "a{3}",
    "a{2,}",
    "a{,2}",
    "a{0}",
    "a{300}",
    "a{2,3}?",
    "a+?",
    "a{1,1000}$",
    "a{",
    "(?:a|b)*c",
    "(?P<n>a)b",
    "(?<n>a)b",
  ],
  ...[
    "\\Q.*\\E",
    "\\Qa\\E+$",
    "\\x41\\x{1F600}",
    "\\101",
    "\\v",
    "\\.",
    "[.]",
    "[😀-😂]",
    "[^\\x00-\\x{10FFFF}]",
    "\\x00",
    "\\\\",
  ],
];

/** Regular expressions of all kinds of parts. */
const { expression } = fc.letrec<{ expression: string; atom: string }>((tie) => ({
  expression: fc.array(tie("atom"), { maxLength: 4 }).map((atoms) => atoms.join("")),
  atom: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(
      ..."a b A k . ^ $ |".split(" "),
      " ",
      "\\d",
      "\\W",
      "\\b",
      "[^a]",
      "[a-k😀]",
      "\\x{df}",
      "(?i)",
      "(?s)",
      "(?m)",
      "\\n",
      "é",
      "[\\d[:upper:]]",
    ),
    fc.tuple(tie("atom"), fc.constantFrom("*", "+", "?", "{2}", "{0,3}", "+?")).map(([atom, times]) => atom + times),
    fc
      .tuple(fc.constantFrom("(", "(?:", "(?i:", "(?P<x>"), tie("expression"))
      .map(([open, inner]) => `${open}${inner})`),
  ),
}));

/** What PostgreSQL is not asked for: a repetition of what stands before flags. */
const REPEATED_FLAGS = /\(\?[a-z]\)[*+?{]/;

function isRe2(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
  }
}

/** Fills the table with texts and gives a search through them. */
async function finder(
  database: Database,
  values: readonly string[],
): Promise<(condition: Condition, pattern: string) => Promise<string[]>> {
  await database.write(async (sql) => {
    await sql.run("DELETE FROM sample");
    const shape = { table: "sample", columns: { id: SAMPLE.columns.id, text: SAMPLE.columns.text } };
    await sql.insert(
      shape,
      values.map((value, id) => [id, value]),
    );
  });
  return async (condition, pattern) => {
    const rows = await database.read.all<{ text: string }>(
      `SELECT text FROM sample WHERE ${database.dialect[condition]("text")} ORDER BY id`,
      [parameterOf(database.dialect, condition, pattern)],
    );
    return rows.map((row) => row.text);
  };
}

function parameterOf(dialect: Dialect, condition: Condition, pattern: string): string {
  return condition === "rlike" ? dialect.rlikePattern(pattern) : pattern;
}
