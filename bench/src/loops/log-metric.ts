/**
 * A training loop with the SDK: `log-metric.ts <uri> <points> <spool>`. Prints the median microseconds of a `logMetric`
 * call, and the points in a second until all are acknowledged.
 */
import { setImmediate as breath } from "node:timers/promises";
import { setTrackingUri, startRun } from "millrace";
import { percentile } from "../stats.ts";

const [uri = "", count = "0", spool = ""] = process.argv.slice(2);
const points = Number(count);
process.env["MILLRACE_SPOOL"] = spool;
setTrackingUri(uri);

/** A loop has other things to wait for now and then. */
const BREATH = 1000;

const run = await startRun();
await run.opened();
const begin = performance.now();
for (let step = 0; step < points; step += 1) {
  run.logMetric("loss", 1 / (step + 1), step);
  if (step % BREATH === 0) await breath();
}
await run.flush();
const rate = (points * 1000) / (performance.now() - begin);

const calls = new Float64Array(points);
for (let step = 0; step < points; step += 1) {
  const before = performance.now();
  run.logMetric("timed", step, step);
  calls[step] = performance.now() - before;
  if (step % BREATH === 0) await breath();
}
await run.end();
process.stdout.write(`${JSON.stringify({ rate, call: percentile([...calls], 0.5) * 1000 })}\n`);
