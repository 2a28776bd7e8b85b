/** Holds a run with system metrics open until it has the points of three steps, and leaves it open at its end. */
import { setTimeout as sleep } from "node:timers/promises";
import * as mlflow from "millrace";

mlflow.enableSystemMetricsLogging();
mlflow.setSystemMetricsSamplingInterval(0.05);
const run = await mlflow.startRun();
const key = "system/disk_usage_megabytes";
while ((await mlflow.getMetricHistory(run.runId, key).toArray()).length < 3) await sleep(20);
await run.flush();
process.stdout.write(`${run.runId}\n`);
