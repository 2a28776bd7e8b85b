/** Logs as if there were a server, and says which experiment it got. */
import * as mlflow from "millrace";

const experiment = await mlflow.setExperiment("offline");
await mlflow.startRun({ runName: "alone" }, async () => {
  mlflow.logParam("lr", 0.1);
  for (let step = 0; step < 1000; step += 1) mlflow.logMetric("loss", step, step);
});
process.stdout.write(`${experiment?.name}\n`);
