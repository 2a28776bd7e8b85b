/** Leaves its run open and ends by itself, or in the way that its argument says. */
import * as mlflow from "millrace";

const run = await mlflow.startRun();
process.stdout.write(`${run.info.runId}\n`);
mlflow.logMetric("loss", 1);
if (process.argv[2] === "throw") throw new Error("no data");
if (process.argv[2] === "exit") process.exit(0);
