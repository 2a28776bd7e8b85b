/** Handles SIGTERM by itself: it ends its training early, and the run as it likes. */
import * as mlflow from "millrace";
import { setTimeout as sleep } from "node:timers/promises";

let isStopped = false;
process.on("SIGTERM", () => {
  isStopped = true;
});
await mlflow.startRun(async (run) => {
  process.stdout.write(`${run.info.runId}\n`);
  while (!isStopped) await sleep(2);
  mlflow.logMetric("loss", 1);
});
