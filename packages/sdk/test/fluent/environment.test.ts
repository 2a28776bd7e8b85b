import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { readEnvironment } from "../../src/config/environment.ts";

test("has a server on this machine and the user's state folder for defaults", () => {
  const environment = readEnvironment({ XDG_STATE_HOME: "relative" });
  assert.equal(environment.trackingUri, "http://127.0.0.1:5000");
  assert.ok(path.isAbsolute(environment.spool));
  assert.match(environment.spool, /millrace.spool$/);
  assert.equal(environment.systemMetrics, false);
});

test("reads MLflow's variables and its own, which win", () => {
  const variables = {
    MLFLOW_TRACKING_URI: "http://mlflow:5000",
    MLFLOW_TRACKING_TOKEN: "",
    MLFLOW_EXPERIMENT_NAME: "iris",
    MLFLOW_RUN_ID: "ab12",
    MILLRACE_SPOOL: "/var/spool/millrace",
    MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING: "True",
    MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL: "0.5",
  };
  const environment = readEnvironment(variables);
  assert.equal(environment.trackingUri, "http://mlflow:5000");
  assert.equal(environment.token, undefined);
  assert.equal(environment.experimentName, "iris");
  assert.equal(environment.runId, "ab12");
  assert.equal(environment.spool, "/var/spool/millrace");
  assert.equal(environment.systemMetrics, true);
  assert.equal(environment.systemMetricsIntervalMs, 500);
  const own = readEnvironment({ ...variables, MILLRACE_TRACKING_URI: "http://millrace:5000" });
  assert.equal(own.trackingUri, "http://millrace:5000");
});

test("names the variable that should hold a number", () => {
  assert.throws(
    () => readEnvironment({ MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL: "often" }),
    /MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL is 'often'/,
  );
});
