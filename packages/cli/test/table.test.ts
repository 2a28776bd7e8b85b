import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { plainText } from "../src/render/plain-text.ts";
import { tableLines } from "../src/render/table.ts";
import { cutToWidth, displayWidth } from "../src/render/width.ts";

const PLAIN = { columns: undefined, dress: (_look: string, text: string) => text };

describe("the width of text on a terminal", () => {
  it("counts cells, not characters", () => {
    const widths: [string, number][] = [
      ["iris", 4],
      ["größe", 5],
      ["gro\u0308ße", 5],
      ["花の分類", 8],
      ["한국", 4],
      ["🌸", 2],
      ["👩‍🔬", 2],
      ["❤️", 2],
      ["–∞", 2],
      ["", 0],
    ];
    for (const [text, width] of widths) assert.equal(displayWidth(text), width, text);
  });

  it("never cuts to more than was asked for", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 20 }), (text, width) => {
        assert.ok(displayWidth(cutToWidth(text, width)) <= width);
      }),
    );
  });
});

describe("text from elsewhere", () => {
  it("keeps to its line and moves no cursor", () => {
    assert.equal(plainText("a\nb\tc\u001b[2Jd\u202ee"), "a\\nb\\tc\\u{1b}[2Jd\\u{202e}e");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.doesNotMatch(plainText(text), /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe("a table", () => {
  const columns = [{ title: "Name", isFlexible: true }, { title: "Loss", align: "right" }, { title: "Id" }] as const;

  it("stands in line whatever the script", () => {
    const rows = [
      ["花の分類", "0.5", "1"],
      ["iris", "12.25", "2"],
    ];
    assert.deepEqual(tableLines(columns, rows, PLAIN), [
      "Name       Loss  Id",
      "花の分類    0.5  1",
      "iris      12.25  2",
    ]);
  });

  it("cuts flexible columns on a narrow terminal, and no others", () => {
    const rows = [["a very long name of a run", "0.123456", "8f3a91bc"]];
    const lines = tableLines(columns, rows, { ...PLAIN, columns: 34 });
    assert.ok(lines.every((line) => displayWidth(line) <= 34));
    assert.match(lines[1] ?? "", /^a very l.*… +0\.123456 {2}8f3a91bc$/);
    assert.match(tableLines(columns, rows, { ...PLAIN, columns: 5 })[1] ?? "", /^a very … {2}0\.123456 {2}8f3a91bc$/);
  });

  it("dresses texts after it has made room for them", () => {
    const lines = tableLines([{ title: "S" }, { title: "T" }], [[{ text: "ok", look: "green" }, "x"]], {
      columns: undefined,
      dress: (look, text) => `<${look}>${text}</${look}>`,
    });
    assert.deepEqual(lines, ["<bold>S</bold>   <bold>T</bold>", "<green>ok</green>  x"]);
  });
});
