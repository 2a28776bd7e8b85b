import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isOwnPlace, isWholeStore, spellings } from "../../src/trash/places.ts";

describe("the spellings of a place", () => {
  it("are paths, file: URIs and proxied ones for a local destination", () => {
    const all = [
      "/srv/art/1/r/artifacts",
      "file:///srv/art/1/r/artifacts",
      "file:/srv/art/1/r/artifacts",
      "mlflow-artifacts:/1/r/artifacts",
    ];
    for (const uri of [...all, `${all[0]}/`, "mlflow-artifacts://host:5000/1/r/artifacts"]) {
      const found = new Set(spellings(uri, "/srv/art"));
      assert.ok(new Set(all).isSubsetOf(found), uri);
    }
  });

  it("mind characters that URIs escape", () => {
    const found = spellings("/srv/a b/ü", "/srv/art");
    assert.ok(found.includes("file:///srv/a%20b/%C3%BC") && found.includes("file:///srv/a b/ü"));
  });

  it("are bucket and proxied URIs for a remote destination", () => {
    for (const uri of ["mlflow-artifacts:/1/r", "s3://bucket/x/1/r"]) {
      assert.deepEqual(
        new Set(spellings(uri, "s3://bucket/x/")),
        new Set(["mlflow-artifacts:/1/r", "s3://bucket/x/1/r"]),
      );
    }
    assert.deepEqual(spellings("s3://bucket/xy/1", "s3://bucket/x"), ["s3://bucket/xy/1"]);
    assert.deepEqual(spellings("", "/srv/art"), []);
  });
});

describe("a place", () => {
  it("that is a whole store belongs to no item", () => {
    const stores = [
      "mlflow-artifacts:/",
      "mlflow-artifacts:",
      "s3://bucket",
      "s3://bucket/",
      "file:///",
      "/",
      "/srv/art",
      "gs://b",
    ];
    for (const uri of stores) assert.ok(isWholeStore(uri, "/srv/art/"), uri);
    for (const uri of ["mlflow-artifacts:/1", "s3://bucket/1", "/srv/art/1", "/srv", "wasbs://c@a.host/1"]) {
      assert.ok(!isWholeStore(uri, "/srv/art"), uri);
    }
    assert.ok(isWholeStore("mlflow-artifacts:/", "s3://bucket/x") && isWholeStore("s3://bucket/x", "s3://bucket/x"));
  });

  it("is an experiment's own when the server gave it", () => {
    assert.ok(isOwnPlace("mlflow-artifacts:/7", "7"));
    for (const uri of ["mlflow-artifacts:/7/x", "mlflow-artifacts:/77", "/srv/art/7", "mlflow-artifacts:/"]) {
      assert.ok(!isOwnPlace(uri, "7"), uri);
    }
  });
});
