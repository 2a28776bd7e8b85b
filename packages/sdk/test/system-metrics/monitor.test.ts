import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import * as mlflow from "millrace";
import { SystemMonitor, systemMetricsSettings } from "../../src/system-metrics/index.ts";
import { start } from "../fluent/support/start.ts";
import { nvidiaSmi } from "./support/nvidia-smi.ts";

const ON_POSIX = { skip: process.platform === "win32" };

test("stops when what it measured can't be logged, and says why, once", async () => {
  const errors: unknown[] = [];
  const refused = new Error("refused");
  const log = (): never => {
    throw refused;
  };
  const monitor = new SystemMonitor({
    intervalMs: 5,
    samples: 1,
    firstStep: 0,
    log,
    onError: (error) => errors.push(error),
  });
  while (errors.length === 0) await sleep(5);
  await sleep(50);
  assert.deepEqual(errors, [refused]);
  monitor.stop();
});

test("does not keep a process alive", async () => {
  const { code, errors } = await start("../../system-metrics/programs/watches", [], {}).ended;
  assert.deepEqual([code, errors], [0, ""]);
});

test("does not keep a process alive when the GPU's program hangs", ON_POSIX, async () => {
  const PATH = nvidiaSmi("exec sleep 20");
  const { code, errors } = await start("../../system-metrics/programs/watches", [], { PATH }).ended;
  assert.deepEqual([code, errors], [0, ""]);
});

test("goes on without GPUs when their program fails", ON_POSIX, async () => {
  const { PATH } = process.env;
  process.env.PATH = nvidiaSmi("echo 'no driver'; exit 9");
  const steps: number[] = [];
  const monitor = new SystemMonitor({
    intervalMs: 5,
    samples: 1,
    firstStep: 7,
    log: (metrics, step) => {
      assert.ok(!Object.keys(metrics).some((name) => name.includes("gpu")));
      steps.push(step);
    },
    onError: (error) => assert.fail(String(error)),
  });
  try {
    while (steps.length < 3) await sleep(5);
    assert.deepEqual(steps.slice(0, 3), [7, 8, 9]);
  } finally {
    monitor.stop();
    process.env.PATH = PATH;
  }
});

test("the program's word counts before the environment's, and that before MLflow's defaults", () => {
  const defaults = { isEnabled: false, intervalMs: 10_000, samples: 1, nodeId: undefined };
  assert.deepEqual(systemMetricsSettings(), defaults);
  process.env.MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING = "true";
  process.env.MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL = "1e9";
  process.env.MLFLOW_SYSTEM_METRICS_SAMPLES_BEFORE_LOGGING = "3";
  process.env.MLFLOW_SYSTEM_METRICS_NODE_ID = "a";
  const longest = 2 ** 31 - 1;
  assert.deepEqual(systemMetricsSettings(), { isEnabled: true, intervalMs: longest, samples: 3, nodeId: "a" });
  mlflow.disableSystemMetricsLogging();
  mlflow.setSystemMetricsSamplingInterval(2);
  mlflow.setSystemMetricsSamplesBeforeLogging(5);
  mlflow.setSystemMetricsNodeId("b");
  assert.deepEqual(systemMetricsSettings(), { isEnabled: false, intervalMs: 2000, samples: 5, nodeId: "b" });
});

test("refuses settings that can't be meant", () => {
  const invalid = { code: "INVALID_PARAMETER_VALUE" };
  for (const seconds of [0, -1, Number.NaN]) {
    assert.throws(() => mlflow.setSystemMetricsSamplingInterval(seconds), invalid);
  }
  for (const samples of [0, 1.5, Infinity]) {
    assert.throws(() => mlflow.setSystemMetricsSamplesBeforeLogging(samples), invalid);
  }
  for (const nodeId of ["", "a//b", "../x", "a\n"]) {
    assert.throws(() => mlflow.setSystemMetricsNodeId(nodeId), invalid, nodeId);
  }
});
