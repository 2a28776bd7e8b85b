import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  checkArtifactLocation,
  checkExperimentName,
  checkExperimentTag,
  checkExperimentTags,
  checkRoomForTag,
} from "@millrace/contract";

const refused = { name: "MillraceError", code: "INVALID_PARAMETER_VALUE" };
const views = (count: number): { key: string; value: string }[] =>
  Array.from({ length: count }, (_, index) => ({ key: `mlflow.customView.view${index}`, value: "" }));

describe("the name of an experiment", () => {
  it("has at most 500 characters", () => {
    checkExperimentName("é".repeat(500), "name");
    assert.throws(() => checkExperimentName("e".repeat(501), "name"), refused);
  });
});

describe("an artifact location", () => {
  it("is a path or a URI of a store", () => {
    for (const location of [
      ...["s3://b/x", "s3://b/../x", "s3://b/x?a=b", "gs://b/x/", "/abs/../x", "rel/path", "file:///tmp/x", "dbfs:/x"],
      ...["/a;p=1", "mlflow-artifacts:/x", "wasbs://c@a.blob.core.windows.net/x", "C:\\data"],
    ]) {
      checkArtifactLocation(location, "artifact_location", []);
    }
  });

  it("leads neither to a host of the caller's choice nor into a run nor up", () => {
    for (const location of [
      ...[
        "http://h/x",
        "HTTPS://h/x",
        "ftp://h/x",
        "sftp://h/x",
        "hdfs://h/x",
        "mlflow-artifacts://h/x",
        "viewfs://h/x",
      ],
      ...["runs:/abc/model", "s3://b/x#f", "/a#../b", "s3://b/x?q=..", "s3://b/x?q=%2e%2E", "s3://b/x?q=%252e%252e"],
      ...["s3://b/\0", "mlflow-artifacts:\\\\h\\x", `/${"x".repeat(2048)}`],
    ]) {
      assert.throws(() => checkArtifactLocation(location, "artifact_location", []), refused, location);
    }
  });

  it("may name a host with a scheme that the operator allows", () => {
    checkArtifactLocation("hdfs://h/x", "artifact_location", ["hdfs"]);
    assert.throws(() => checkArtifactLocation("http://h/x", "artifact_location", ["hdfs"]), refused);
  });
});

describe("a tag of an experiment", () => {
  it("has a good key and at most 20,000 characters", () => {
    assert.deepEqual(checkExperimentTag({ key: "k" }), { key: "k", value: "" });
    assert.throws(() => checkExperimentTag({ key: "a//b" }), refused);
    assert.throws(() => checkExperimentTag({ key: "k".repeat(251) }), refused);
    assert.throws(() => checkExperimentTag({ key: "k", value: "x".repeat(20_001) }), refused);
  });

  it("is given once when an experiment is created", () => {
    assert.throws(() => checkExperimentTags([{ key: "a" }, { key: "a" }]), { ...refused, message: /tags\[1\]\.key/ });
  });

  it("is one of at most 50 saved views", () => {
    checkExperimentTags(views(50));
    assert.throws(() => checkExperimentTags(views(51)), refused);
    checkRoomForTag("mlflow.customView.view7", views(50));
    checkRoomForTag("other", views(50));
    assert.throws(() => checkRoomForTag("mlflow.customView.view50", views(50)), refused);
  });

  it("holds a readable duration where the server reads it", () => {
    const retention = (value: string): unknown => checkExperimentTag({ key: "mlflow.trace.archivalRetention", value });
    const archive = (value: string): unknown => checkExperimentTag({ key: "mlflow.trace.archiveNow", value });
    retention('{"type":"duration","value":"30d"}');
    for (const value of ["", "30d", "{}", '{"type":"x","value":"30d"}', '{"type":"duration","value":"0d"}', "[]"]) {
      assert.throws(() => retention(value), refused, value);
    }
    archive("{}");
    archive('{"older_than":"1d"}');
    for (const value of ["", "1d", '{"older_than":"zz"}', '{"older_than":5}', "null"]) {
      assert.throws(() => archive(value), refused, value);
    }
  });
});
