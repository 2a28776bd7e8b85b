import assert from "node:assert/strict";
import { test } from "node:test";
import * as millrace from "millrace";
import { mlflow } from "millrace";

test("reads the same as a namespace and as a named import", () => {
  assert.equal(mlflow.startRun, millrace.startRun);
  assert.equal(millrace.models.registerModel, millrace.registerModel);
  assert.equal(millrace.models.createVersion, mlflow.createVersion);
});

test("takes the environment's server until another one is set", () => {
  process.env.MLFLOW_TRACKING_URI = "http://mlflow.example:5000";
  assert.equal(mlflow.getTrackingUri(), "http://mlflow.example:5000");
  mlflow.setTrackingUri("http://user:secret@millrace.example/below/");
  assert.equal(mlflow.getClient().uri, "http://millrace.example/below");
  assert.throws(() => mlflow.setTrackingUri("file:///tmp/mlruns"), { code: "INVALID_PARAMETER_VALUE" });
});
