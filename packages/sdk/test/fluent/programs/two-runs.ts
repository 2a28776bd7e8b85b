/** Starts a run after the other, and prints their ids and the experiment of the second. */
import * as mlflow from "millrace";

const first = await mlflow.startRun((run) => run.info.runId);
mlflow.logMetric("loss", 1);
const second = await mlflow.startRun({ nested: true }, (run) => run.info);
process.stdout.write(`${first} ${second.runId} ${second.experimentId}\n`);
