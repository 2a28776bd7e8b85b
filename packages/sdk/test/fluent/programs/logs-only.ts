/** Logs without starting a run, and leaves at once when it is told to. */
import * as mlflow from "millrace";

mlflow.logMetric("loss", 1);
if (process.argv[2] === "exit") process.exit(0);
