import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Meta } from "../src/mlflow/folder/meta.ts";

describe("Meta", () => {
  it("takes fields for what they are asked for, whatever YAML makes of them", () => {
    const meta = new Meta("a: 1e3\nb: 'yes'\nc: yes\nd: 012\ne: 1:30\nf: ~\ng: null\nh: 'null'\ni:\nj: ''\n");
    const texts = "abcdefghij".split("").map((name) => meta.text(name));
    assert.deepEqual(texts, ["1e3", "yes", "yes", "012", "1:30", null, null, "null", null, ""]);
    assert.equal(meta.text("absent"), null);
  });

  it("reads 64-bit integers exactly and nothing else as integers", () => {
    const meta = new Meta("a: 853250408107817808\nb: '-7'\nc: 9223372036854775808\nd: x\ne: null\n");
    assert.equal(meta.integer("a"), 853250408107817808n);
    assert.deepEqual(
      ["b", "c", "d", "e"].map((name) => meta.integer(name)),
      [-7, null, null, null],
    );
  });

  it("reads texts over several lines, escapes and maps", () => {
    const meta = new Meta(
      "a: 'one\n\n  two'\nb: \"\\U0001F338\"\nc: a long\n  text\ntags:\n  größe: klein\n  a.b: '1'\n  n: null\nnone: {}\n",
    );
    assert.deepEqual([meta.text("a"), meta.text("b"), meta.text("c")], ["one\ntwo", "🌸", "a long text"]);
    assert.deepEqual(meta.entries("tags"), [
      { key: "a.b", value: "1" },
      { key: "größe", value: "klein" },
      { key: "n", value: "" },
    ]);
    assert.deepEqual([meta.entries("none"), meta.entries("a"), meta.entries("absent")], [[], [], []]);
  });

  it("refuses what is no YAML with names and values", () => {
    for (const text of ["", "- a\n", "plain", "a: 'x\n", "a: 1\na: 2\n"]) assert.throws(() => new Meta(text), text);
  });
});
