import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import * as mlflow from "millrace";
import { tempDir } from "@millrace/testkit";
import { nvidiaSmi } from "./nvidia-smi.ts";

const MACHINE = [
  "cpu_utilization_percentage",
  "disk_available_megabytes",
  "disk_usage_megabytes",
  "disk_usage_percentage",
  "network_receive_megabytes",
  "network_transmit_megabytes",
  "system_memory_usage_megabytes",
  "system_memory_usage_percentage",
];

/** What runs log of the machine, on any server. */
export function systemMetricsCases(url: () => string): void {
  beforeEach(() => {
    process.env.MILLRACE_SPOOL = tempDir();
    mlflow.setTrackingUri(url());
    mlflow.setSystemMetricsSamplingInterval(0.03);
    mlflow.setSystemMetricsSamplesBeforeLogging(undefined);
    mlflow.setSystemMetricsNodeId(undefined);
    mlflow.disableSystemMetricsLogging();
  });

  /** Waits until a run has a metric at a step. */
  async function reaches(run: mlflow.ActiveRun, key: string, step: number): Promise<void> {
    for (let tries = 0; tries < 500; tries += 1) {
      await run.flush();
      const { metrics = [] } = (await mlflow.getClient().runs.get({ run_id: run.runId })).run.data;
      if (metrics.some((metric) => metric.key === key && metric.step >= step)) return;
      await sleep(20);
    }
    assert.fail(`the run has no ${key} at step ${step}`);
  }

  test("logs the load of the machine under MLflow's names, step by step", async () => {
    const runId = await mlflow.startRun({ logSystemMetrics: true }, async (run) => {
      await reaches(run, "system/cpu_utilization_percentage", 3);
      return run.runId;
    });
    const { metrics } = (await mlflow.getRun(runId)).data;
    const names = Object.keys(metrics).filter((name) => !name.includes("gpu"));
    assert.deepEqual(
      names.toSorted(),
      MACHINE.map((name) => `system/${name}`),
    );
    for (const [name, value] of Object.entries(metrics)) {
      assert.ok(value >= 0 && (value <= 100 || !name.endsWith("percentage")), `${name} is ${value}`);
    }
    assert.ok((metrics["system/network_receive_megabytes"] ?? 0) > 0, "this test is traffic");
    const history = await mlflow.getMetricHistory(runId, "system/disk_usage_megabytes").toArray();
    assert.deepEqual(
      history.map(({ step }) => step),
      history.map((_, index) => index),
    );
  });

  test("names the machine, and counts on in a run that is resumed", async () => {
    mlflow.enableSystemMetricsLogging();
    mlflow.setSystemMetricsNodeId("node-1");
    mlflow.setSystemMetricsSamplesBeforeLogging(2);
    const key = "system/node-1/disk_usage_megabytes";
    const runId = await mlflow.startRun(async (run) => {
      await reaches(run, key, 1);
      return run.runId;
    });
    const steps = async () => (await mlflow.getMetricHistory(runId, key).toArray()).map(({ step }) => step);
    const before = await steps();
    await mlflow.startRun({ runId }, (run) => reaches(run, key, before.length + 1));
    const after = await steps();
    assert.ok(after.length > before.length);
    assert.deepEqual(
      after,
      after.map((_, index) => index),
    );
  });

  test("logs NVIDIA GPUs when their program is there", { skip: process.platform === "win32" }, async () => {
    const { PATH } = process.env;
    process.env.PATH = nvidiaSmi('echo "0, 1000, 4000, 50, 75.50, 151.00"; echo "1, 2000, 4000, [N/A], [N/A], [N/A]"');
    try {
      await mlflow.startRun({ logSystemMetrics: true }, async (run) => {
        await reaches(run, "system/gpu_0_power_usage_percentage", 1);
        const { metrics } = (await mlflow.getRun(run.runId)).data;
        assert.deepEqual(Object.fromEntries(Object.entries(metrics).filter(([name]) => name.includes("gpu"))), {
          "system/gpu_0_memory_usage_megabytes": 1048.6,
          "system/gpu_0_memory_usage_percentage": 25,
          "system/gpu_0_utilization_percentage": 50,
          "system/gpu_0_power_usage_watts": 75.5,
          "system/gpu_0_power_usage_percentage": 50,
          "system/gpu_1_memory_usage_megabytes": 2097.2,
          "system/gpu_1_memory_usage_percentage": 50,
        });
      });
    } finally {
      process.env.PATH = PATH;
    }
  });

  test("logs nothing unless it is wanted, and nothing after the end", async () => {
    const quiet = await mlflow.startRun(async (run) => {
      await sleep(100);
      return run.runId;
    });
    mlflow.enableSystemMetricsLogging();
    const refused = await mlflow.startRun({ logSystemMetrics: false }, async (run) => {
      await sleep(100);
      return run.runId;
    });
    for (const runId of [quiet, refused]) assert.deepEqual((await mlflow.getRun(runId)).data.metrics, {});
    const over = await mlflow.startRun((run) => run.runId);
    await sleep(100);
    const { metrics } = (await mlflow.getRun(over)).data;
    await sleep(100);
    assert.deepEqual((await mlflow.getRun(over)).data.metrics, metrics);
  });
}
