/** A program that logs: `child.ts <uri> <spool> <what>`. It prints the run's id first. */
import { createClient } from "millrace/client";
import { beginRun } from "../../../src/logging/index.ts";

const [uri = "", spool = "", what = ""] = process.argv.slice(2);
const log = await beginRun(
  { startTime: 1, tags: [] },
  { client: createClient({ uri }), spool, upload: () => Promise.resolve(), onError: () => undefined },
);
process.stdout.write(`${log.runId}\n`);

if (what === "exit") {
  for (let step = 0; step < 1000; step += 1) log.logMetric("loss", step, step, step);
  process.exit(0);
}
if (what === "throw") {
  log.logMetric("loss", 0, 0, 0);
  throw new Error("the training failed");
}
if (what === "for ever") {
  for (let step = 0; ; step += 1) {
    log.logMetric("loss", step, step, step);
    if (step % 1000 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
