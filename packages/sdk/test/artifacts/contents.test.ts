import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { tempDir } from "@millrace/testkit";
import {
  dictContent,
  figureContent,
  imageContent,
  imageOfSeries,
  type LoggedContent,
  RunTables,
  textContent,
} from "../../src/artifacts/index.ts";

const PIXEL = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3) };
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0);
const WEBP = Buffer.from("RIFF\0\0\0\0WEBPVP8L", "latin1");
const INVALID = { code: "INVALID_PARAMETER_VALUE" };

function textIn({ artifacts }: LoggedContent): string {
  const content = artifacts[0]?.content;
  return content instanceof Uint8Array ? Buffer.from(content).toString() : "";
}

test("text is kept in UTF-8", () => {
  assert.equal(textIn(textContent("hé😀\n", "x.txt")), "hé😀\n");
  assert.throws(() => textContent("\ud800", "x.txt"), INVALID);
});

test("data is written as JSON or YAML by the name of the file", async () => {
  const data = { a: [1, { b: null }], ü: "ÿ", big: 2n ** 63n, at: new Date(0), nan: Number.NaN, on: "yes" };
  const json = textIn(await dictContent(data, "x.json"));
  assert.equal(
    json,
    '{\n  "a": [\n    1,\n    {\n      "b": null\n    }\n  ],\n  "ü": "ÿ",\n  "big": 9223372036854775808,\n' +
      '  "at": "1970-01-01T00:00:00.000Z",\n  "nan": null,\n  "on": "yes"\n}',
  );
  assert.equal(
    textIn(await dictContent({ a: [1, { b: null }], on: "yes" }, "x.yml")),
    'a:\n  - 1\n  - b: null\n"on": "yes"\n',
  );
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  await assert.rejects(dictContent(circle, "x.json"), INVALID);
});

test("a table is made of columns or rows, and grows", async () => {
  const tables = new RunTables();
  const first = await tables.add({ a: [1, 2], b: Float32Array.of(0.5, Infinity) }, "t/x.json");
  assert.equal(textIn(first), '{"columns":["a","b"],"data":[[1,0.5],[2,null]]}');
  assert.deepEqual(first.tags, { "mlflow.loggedArtifacts": '[{"path":"t/x.json","type":"table"}]' });
  const second = await tables.add([{ a: 3n, c: "z" }, { c: { deep: [true] } }], "t/x.json");
  assert.equal(
    textIn(second),
    '{"columns":["a","b","c"],"data":[[1,0.5,null],[2,null,null],[3,null,"z"],[null,null,{"deep":[true]}]]}',
  );
  assert.deepEqual(second.tags, {});
  const single = await tables.add({ a: 1, b: "x" }, "y.json");
  assert.equal(textIn(single), '{"columns":["a","b"],"data":[[1,"x"]]}');
  assert.match(single.tags["mlflow.loggedArtifacts"] ?? "", /t\/x\.json.*y\.json/);
  await assert.rejects(tables.add({ a: [1, 2], b: [1] }, "z.json"), INVALID);
  await assert.rejects(tables.add({ a: [1] }, "z.csv"), INVALID);
});

test("a table goes below the one that the run has, in order", async () => {
  const asked: string[] = [];
  const before = {
    readArtifact: async (at: string) => {
      asked.push(at);
      return at === "x.json" ? Buffer.from('{"columns":["a"],"data":[[9007199254740993]]}') : undefined;
    },
    readTag: async () => '[{"path": "x.json", "type": "table"}]',
  };
  const tables = new RunTables(before);
  const all = await Promise.all([1, 2, 3].map((a) => tables.add({ a: [a] }, "x.json")));
  assert.deepEqual(all.map(textIn).at(-1), '{"columns":["a"],"data":[[9007199254740993],[1],[2],[3]]}');
  assert.deepEqual(
    all.map(({ tags }) => tags),
    [{}, {}, {}],
  );
  assert.deepEqual(asked, ["x.json"]);
  const other = new RunTables({ ...before, readArtifact: async () => Buffer.from("[1]"), readTag: async () => "?" });
  await assert.rejects(other.add({ a: [1] }, "x.json"), INVALID);
});

test("rows and columns make the same table", async () => {
  const cell = fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.constant(null), fc.boolean());
  const rows = fc.array(fc.record({ a: cell, b: cell }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const columns = { a: given.map(({ a }) => a), b: given.map(({ b }) => b) };
      const [asRows, asColumns] = await Promise.all(
        [given, columns].map(async (input) => textIn(await new RunTables().add(input, "x.json"))),
      );
      assert.equal(asRows, asColumns);
    }),
  );
});

test("images are checked by their bytes", async () => {
  const png = await imageContent(PIXEL, "a.png");
  const content = png.artifacts[0]?.content;
  assert.ok(content instanceof Uint8Array);
  assert.deepEqual((await imageContent(content, "b.png")).artifacts[0]?.content, content);
  await imageContent(JPEG, "b.jpg");
  await imageContent(WEBP, "b.webp");
  const file = path.join(tempDir(), "x.jpg");
  await writeFile(file, JPEG);
  assert.deepEqual(await imageContent(file, "c.jpg"), { artifacts: [{ path: "c.jpg", content: { file } }], tags: {} });
  await assert.rejects(imageContent(PIXEL, "a.jpg"), INVALID);
  await assert.rejects(imageContent(Buffer.from("GIF89a"), "a.gif"), INVALID);
  await assert.rejects(imageContent("/no/such.png", "a.png"), { code: "RESOURCE_DOES_NOT_EXIST" });
  for (const wrong of [
    { ...PIXEL, width: 2 },
    { ...PIXEL, channels: 4 },
    { width: 1, height: 1, data: new Uint8Array(5) },
    { width: 0, height: 1, data: new Uint8Array() },
    { width: 1.5, height: 2, data: new Uint8Array(3) },
  ]) {
    await assert.rejects(imageContent(wrong, "a.png"), INVALID);
  }
});

test("an image of a series has its place in its name, and a small copy", async () => {
  const { artifacts, tags } = await imageOfSeries(PIXEL, { key: "a/b c", step: 3, timestamp: 1234 });
  assert.deepEqual(tags, { "mlflow.loggedImages": "True" });
  const [whole, small] = artifacts.map(({ path: name }) => name);
  assert.match(whole ?? "", /^images\/a~b c\+step\+3\+timestamp\+1234\+[0-9a-f-]{36}\.png$/);
  assert.equal(small, whole?.replace(".png", "+compressed.png"));
  const webp = await imageOfSeries(WEBP, { key: "w" });
  assert.match(webp.artifacts[1]?.path ?? "", /\+compressed\.webp$/);
  await assert.rejects(imageOfSeries(JPEG, { key: "j" }), INVALID);
  await assert.rejects(imageOfSeries(PIXEL, { key: "a+b" }), INVALID);
  await assert.rejects(imageOfSeries(PIXEL, { key: "a", step: 0.5 }), INVALID);
});

test("figures are SVG, HTML, images or specifications", async () => {
  const svg = '<?xml version="1.0"?>\n<!-- a < b -->\n<svg xmlns="http://www.w3.org/2000/svg"/>';
  assert.equal(textIn(await figureContent(svg, "a.svg")), svg);
  assert.equal(textIn(await figureContent("<!doctype html><svg/>", "a.html")), "<!doctype html><svg/>");
  const spec = { $schema: "https://vega.github.io/schema/vega-lite/v6.json", mark: "bar" };
  assert.deepEqual(JSON.parse(textIn(await figureContent(spec, "a.vl.json"))), spec);
  await assert.rejects(figureContent(svg, "a.png"), INVALID);
  await assert.rejects(figureContent("hello", "a.svg"), INVALID);
  await assert.rejects(figureContent(spec, "a.svg"), INVALID);
});
