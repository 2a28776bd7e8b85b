import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { formatModelUri, isVersionName, MillraceError, type ModelUri, parseModelUri, STAGES } from "@millrace/contract";

const ID = "0123456789abcdef0123456789abcdef";
const parse = (text: string): ModelUri => parseModelUri(text, "uri");
const version = (name: string, selector: object): object => ({ kind: "version", name, selector, path: "" });

describe("a model URI", () => {
  it("names a run and a path in it", () => {
    assert.deepEqual(parse(`runs:/${ID}/model`), { kind: "run", runId: ID, path: "model" });
    assert.deepEqual(parse(`runs:/${ID}/a/b c`), { kind: "run", runId: ID, path: "a/b c" });
    assert.deepEqual(parse(`runs:/${ID}`), { kind: "run", runId: ID, path: "" });
    assert.deepEqual(parse(`RUNS:///${ID}/model/`), { kind: "run", runId: ID, path: "model" });
  });

  it("names a logged model", () => {
    assert.deepEqual(parse(`models:/m-${ID}`), { kind: "logged-model", modelId: `m-${ID}`, path: "" });
    assert.deepEqual(parse(`models:/m-${ID}/MLmodel`), { kind: "logged-model", modelId: `m-${ID}`, path: "MLmodel" });
    assert.deepEqual(parse("models:/m-123"), version("m-123", { by: "latest" }));
  });

  it("names a version of a registered model", () => {
    assert.deepEqual(parse("models:/iris"), version("iris", { by: "latest" }));
    assert.deepEqual(parse("models:iris"), version("iris", { by: "latest" }));
    assert.deepEqual(parse("models:/iris/"), version("iris", { by: "latest" }));
    assert.deepEqual(parse("models:/iris/latest"), version("iris", { by: "latest" }));
    assert.deepEqual(parse("models:/iris/LATEST"), version("iris", { by: "latest" }));
    assert.deepEqual(parse("models:/iris@latest"), version("iris", { by: "latest" }));
    assert.deepEqual(parse("models:/iris/3"), version("iris", { by: "number", version: 3 }));
    assert.deepEqual(parse("models:iris/03"), version("iris", { by: "number", version: 3 }));
    assert.deepEqual(parse("models:///iris/3"), version("iris", { by: "number", version: 3 }));
    assert.deepEqual(parse("models:/iris@champion"), version("iris", { by: "alias", alias: "champion" }));
    assert.deepEqual(parse("models:/iris/production"), version("iris", { by: "label", label: "Production" }));
    assert.deepEqual(parse("models:/iris/v1"), version("iris", { by: "label", label: "v1" }));
  });

  it("takes names as they are", () => {
    assert.deepEqual(parse("models:/größe 🌊%20/1"), version("größe 🌊%20", { by: "number", version: 1 }));
    assert.deepEqual(parse("models:/a@b@c"), version("a@b", { by: "alias", alias: "c" }));
    assert.deepEqual(parse("models:/a@b/1"), version("a@b", { by: "number", version: 1 }));
    assert.deepEqual(parse("models:/iris/3/data/model.pkl"), {
      ...version("iris", { by: "number", version: 3 }),
      path: "data/model.pkl",
    });
  });

  it("names no host, nothing outside and nothing that is no name", () => {
    for (const text of [
      ...["", "iris", "/iris/3", "s3://b/x", "model:/iris/3", "models", "models:", "models:/", "runs:", "runs:/"],
      ...["models://host/iris/3", "models://iris", "runs://host/x", "models:////iris", `runs:${ID}/model`],
      ...["models:/iris/a b", "models:/iris/@x", "models:/iris@", "models:/@x", "models:/iris@a b", "models:/ /1"],
      ...[
        "models:/..",
        "models:/../x",
        "models:/.",
        "models:/iris//3",
        "models:/iris/./3",
        "models:/iris:3",
        "models:/a/../b",
        "models:/a/..",
      ],
      ...["runs:/../x", "runs:/a b/x", "runs:/-x/y"],
      ...[
        "..",
        "a/..",
        "../..",
        "%2e%2e",
        "%252E%252e/x",
        "..\\x",
        "a%2fb",
        "a\\..\\b",
        "x\n",
        "..;x",
        "..#",
        "..?",
      ].map((path) => `runs:/${ID}/${path}`),
      ...["../x", "..%2fx"].map((path) => `models:/iris/3/${path}`),
    ]) {
      assert.throws(() => parse(text), { name: "MillraceError", code: "INVALID_PARAMETER_VALUE" }, text);
    }
  });
});

const names = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .filter((name) => name.trim() !== "" && !/[/:]/.test(name) && !name.startsWith("..") && name !== ".");
const alias = fc.stringMatching(/^[A-Za-z0-9_-]{1,10}$/).filter((text) => text.toLowerCase() !== "latest");
const label = fc.oneof(fc.constantFrom(...STAGES), fc.stringMatching(/^[A-Za-z0-9_.-]{1,10}$/).filter(isVersionName));
const path = fc
  .array(fc.stringMatching(/^[A-Za-z0-9_ .=+-]{1,8}$/), { maxLength: 3 })
  .map((parts) => parts.filter((part) => !/^\s*\.{1,2}\s*$/.test(part)).join("/"));
const record = <Shape>(shape: { [Name in keyof Shape]: fc.Arbitrary<Shape[Name]> }): fc.Arbitrary<Shape> =>
  fc.record(shape, { noNullPrototype: true });
const uris: fc.Arbitrary<ModelUri> = fc.oneof(
  record({ kind: fc.constant("run" as const), runId: fc.stringMatching(/^[0-9a-f]{32}$/), path }),
  record({ kind: fc.constant("logged-model" as const), modelId: fc.stringMatching(/^m-[0-9a-f]{32}$/), path }),
  record({
    kind: fc.constant("version" as const),
    name: names,
    selector: fc.oneof(
      record({ by: fc.constant("number" as const), version: fc.nat() }),
      record({ by: fc.constant("label" as const), label }),
      record({ by: fc.constant("latest" as const) }),
    ),
    path,
  }),
  record({
    kind: fc.constant("version" as const),
    name: names,
    selector: record({ by: fc.constant("alias" as const), alias }),
    path: fc.constant(""),
  }),
);

describe("model URIs of all kinds", () => {
  it("are read as they were written", () => {
    fc.assert(fc.property(uris, (uri) => assert.deepEqual(parse(formatModelUri(uri)), uri)));
  });

  it("have one canonical spelling", () => {
    fc.assert(
      fc.property(uris, (uri) => {
        const text = formatModelUri(uri);
        assert.equal(formatModelUri(parse(text.replace(":/", ":///"))), text);
      }),
    );
  });

  it("are refused or read, whatever the text, and never lead up", () => {
    const piece = fc.constantFrom(
      ...["models:", "runs:", "/", "//", "..", ".", "@", "%2e", "%2F", "\\", "#", "?", ";", " ", "\0", "\n", ":", "v1"],
      ...["3", "latest", "Production", "iris", `m-${ID}`, ID, "é🌊", "%", "file:///etc/passwd", "C:"],
    );
    const texts = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((parts) => parts.join("")),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.constantFrom("", "models:/", "runs:/", `runs:/${ID}/`, "models:/a/1/"), texts, (start, rest) => {
        let uri: ModelUri;
        try {
          uri = parse(start + rest);
        } catch (error) {
          assert.ok(error instanceof MillraceError && error.code === "INVALID_PARAMETER_VALUE", String(error));
          return;
        }
        assert.ok(!decodedFully(uri.path).split(/[/\\]/).includes(".."), start + rest);
        assert.ok(uri.kind !== "version" || (!uri.name.startsWith("..") && !/[/:]/.test(uri.name)), start + rest);
      }),
      { numRuns: 3000 },
    );
  });
});

function decodedFully(text: string): string {
  let form = text;
  for (;;) {
    const next = form.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    if (next === form) return form;
    form = next;
  }
}
