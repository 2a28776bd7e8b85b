/** Logs without end inside a callback, and says after which step it is. */
import * as mlflow from "millrace";
import { setTimeout as sleep } from "node:timers/promises";

await mlflow.startRun({ runName: "outer" }, async (outer) => {
  await mlflow.startRun({ nested: true, runName: "inner" }, async (inner) => {
    process.stdout.write(`${outer.info.runId} ${inner.info.runId}\n`);
    for (let step = 0; ; step += 1) {
      mlflow.logMetric("loss", step, step);
      process.stdout.write(`${step}\n`);
      await sleep(2);
    }
  });
});
