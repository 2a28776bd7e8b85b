import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkModelSource, isInside, localPathOf, type ModelSource, type SourceSurroundings } from "@millrace/contract";

const ID = "0123456789abcdef0123456789abcdef";
const GIVEN: SourceSurroundings = { isPrompt: false, runId: ID, modelId: `m-${ID}`, allowedSchemes: [] };
const refused = { name: "MillraceError", code: "INVALID_PARAMETER_VALUE" };
const kindOf = (source: string, given: Partial<SourceSurroundings> = {}): ModelSource["kind"] =>
  checkModelSource(source, { ...GIVEN, ...given }).kind;

/** Everything that has ever led a tracking server to a file outside of a run: no source may pass with one of these. */
const CLIMBING = [
  ...["..", "../x", "a/../../x", "a/..", "..;/x", "..;a=b/x", "..#", "..?x", "a;../../x"],
  ...[
    "..\\x",
    "a\\..\\..\\x",
    "\\..\\",
    "%2e%2e/x",
    "%2E%2e/x",
    "%2e./x",
    ".%2e/x",
    "%252e%252e/x",
    "%25252e%25252e/x",
  ],
  ...["..%2fx", "..%5cx", "%2e%2e%2fx", "%252e%252e%252fx", "..%252fx", "x%00y", "x\0y", "x%2500", "x\r\ny", "x\ty"],
  ...["#/../../etc/passwd", "?/../../etc/passwd", "#/../", " ../x", "../ x", ".. /x", "%2e%2e%20/x"],
];

const ROOTS = [
  "/srv/artifacts/1/run/artifacts/",
  "file:///srv/artifacts/1/run/artifacts/",
  "file:/srv/",
  "mlflow-artifacts:/1/run/artifacts/",
  "s3://bucket/x/",
  "gs://bucket/",
  "dbfs:/x/",
  "other://host/x/",
  `runs:/${ID}/`,
  `models:/m-${ID}/`,
  "models:/iris/1/",
  "",
  "./",
];

describe("the source of a version", () => {
  it("may be anywhere in a store that clients reach by themselves", () => {
    for (const source of [
      ...["s3://b/x", "S3://b/x", "s3:///b/x", "s3://b/a b#c?d;e", "s3://b/a..b/x", "gs:/x", "wasbs://c@a.net/x"],
      ...["dbfs:/x", "dbfs://profile@databricks/x", "other://host/x", "abfss-like://x/y", "s3://b/größe/🌊"],
    ]) {
      assert.equal(kindOf(source), "remote", source);
    }
  });

  it("is looked at further where the server would read it by itself", () => {
    for (const source of [
      "/a",
      "/a/b c;d",
      "file:/a",
      "file:///a",
      "FILE://localhost/a",
      "mlflow-artifacts:/1/x",
      "mlflow-artifacts:///1/x",
    ]) {
      assert.equal(kindOf(source), "inside", source);
    }
  });

  it("never climbs, in any spelling, from any place", () => {
    for (const root of ROOTS) {
      for (const path of CLIMBING) {
        assert.throws(() => kindOf(root + path), refused, JSON.stringify(root + path));
        assert.throws(() => kindOf(root + path, { isPrompt: true }), refused, JSON.stringify(root + path));
      }
    }
  });

  it("is no relative path, no drive, no network folder and no bare name", () => {
    for (const source of [
      ...[
        "",
        "x",
        "./x",
        ".",
        "~",
        "~/x",
        "C:\\x",
        "c:/x",
        "\\\\host\\x",
        "//host/x",
        "\\x",
        "file:x",
        "file:",
        "file://",
      ],
      ...["file://host/x", "file:////host/x", "file:\\\\x", "mlflow-artifacts:x", "mlflow-artifacts:/", "/", "file:/"],
      ...["/a#b", "/a?b", "/a\\b", "file:///a#b", "file:///a?b", "mlflow-artifacts:/a?b", "mlflow-artifacts:/a#b"],
      ...[
        "s3:x",
        "s3://b",
        "s3://b/",
        "gs://",
        "data:text/plain,x",
        "javascript:alert(1)",
        " s3://b/x",
        "jar:file:///x!/y",
      ],
    ]) {
      assert.throws(() => kindOf(source), refused, source);
    }
  });

  it("is on no host of the caller's choice, unless the operator allows it", () => {
    for (const scheme of ["http", "https", "ftp", "sftp", "hdfs", "viewfs", "r2", "b2", "abfss", "HTTP"]) {
      assert.throws(() => kindOf(`${scheme}://169.254.169.254/x`), refused, scheme);
    }
    assert.throws(() => kindOf("mlflow-artifacts://host/1/x"), refused);
    assert.equal(kindOf("hdfs://namenode/x", { allowedSchemes: ["hdfs"] }), "remote");
    const api = "http://host/api/2.0/mlflow-artifacts/artifacts/1/run/artifacts/x";
    assert.throws(() => kindOf(api), refused);
    assert.equal(kindOf(api, { allowedSchemes: ["http"] }), "inside");
    assert.throws(() => kindOf(`${api}?x`, { allowedSchemes: ["http"] }), refused);
  });

  it("of a prompt is one of two words, whatever its tags say", () => {
    assert.equal(kindOf("dummy-source", { isPrompt: true }), "prompt");
    assert.equal(kindOf("prompt-template", { isPrompt: true }), "prompt");
    for (const source of ["/etc/passwd", "file:///etc/passwd", "s3://b/x", "x", "Dummy-Source"]) {
      assert.throws(() => kindOf(source, { isPrompt: true }), refused, source);
    }
    assert.throws(() => kindOf("dummy-source"), refused);
  });

  it("that is a model URI names the run or logged model of the request", () => {
    assert.equal(kindOf(`runs:/${ID}/model`), "uri");
    assert.equal(kindOf(`models:/m-${ID}`), "uri");
    assert.equal(kindOf("models:/iris/1"), "uri");
    for (const source of [
      `runs:/${ID.replace("0", "1")}/model`,
      `models:/m-${ID.replace("0", "1")}`,
      "models:/iris/1/x",
    ]) {
      assert.throws(() => kindOf(source), refused, source);
    }
  });
});

describe("a place inside a folder", () => {
  it("is the folder or below it, name by name", () => {
    for (const [place, folder] of [
      ["/a/b", "/a/b"],
      ["/a/b/c", "/a/b"],
      ["/a/b/c", "/a/b/"],
      ["file:///a/b/c", "/a/b"],
      ["/a//b/./c", "file:/a/b"],
      ["file://localhost/a/b", "file:///a"],
      ["mlflow-artifacts:/1/r/x", "mlflow-artifacts:/1/r"],
      ["mlflow-artifacts:///1/r/x", "mlflow-artifacts:/1/r"],
      ["http://h/x/y", "http://H/x"],
    ] as const) {
      assert.ok(isInside(place, folder), `${place} in ${folder}`);
    }
  });

  it("is not beside it or elsewhere", () => {
    for (const [place, folder] of [
      ["/a/bc", "/a/b"],
      ["/a", "/a/b"],
      ["/A/b/c", "/a/b"],
      ["mlflow-artifacts:/a/b", "/a"],
      ["/1/r/x", "mlflow-artifacts:/1/r"],
      ["file://host/a/b", "/a"],
      ["mlflow-artifacts://h/1/r/x", "mlflow-artifacts:/1/r"],
      ["http://h2/x/y", "http://h/x"],
    ] as const) {
      assert.ok(!isInside(place, folder), `${place} not in ${folder}`);
    }
  });

  it("has a local path when it is on this machine", () => {
    assert.equal(localPathOf("/a//b/"), "/a/b");
    assert.equal(localPathOf("file:///a/b"), "/a/b");
    assert.equal(localPathOf("mlflow-artifacts:/a"), undefined);
    assert.equal(localPathOf("file://host/a"), undefined);
  });
});
