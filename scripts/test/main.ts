// Runs lint, typecheck and every test, several at a time, and ends with the true sum of them all.
//   --quick   leaves out the slow suites: files named *.slow.test.ts and everything under test/
// With CI set a skipped test is a failure: there, every part that a test needs has to be had.
import { availableParallelism } from "node:os";
import { postgresMissing, startPostgres } from "@millrace/testkit";
import { ensurePython } from "../python-env.mjs";
import { scriptJob, type Job, type Outcome } from "./job.ts";
import { Log } from "./log.ts";
import { findSuites } from "./suites.ts";

const quick = process.argv.includes("--quick");
const log = new Log();
const outcomes: Outcome[] = [];
// An exit takes the running jobs along; a signal's own ending would leave them behind.
process.once("SIGINT", () => process.exit(130)).once("SIGTERM", () => process.exit(143));

if (!quick) await preparePython();
const postgres = postgresMissing() === false ? await startPostgres({ durable: false }) : undefined;
if (postgres) process.env.MILLRACE_TEST_POSTGRES = postgres.uri;
await runAll([
  scriptJob("lint", "oxlint, oxfmt and the rules of the rooms", ["scripts/lint/main.ts"]),
  scriptJob("typecheck", "tsc --noEmit", ["node_modules/typescript/bin/tsc", "--noEmit", "--pretty", "false"]),
  ...(await findSuites({ quick })),
]);
await postgres?.stop();
log.close();
process.exitCode = summarise(outcomes);

/** Without Python the tests that need it are skipped by name; that is told here, once. */
async function preparePython(): Promise<void> {
  try {
    await ensurePython({ requirements: ["test/requirements.txt"] });
  } catch (thrown) {
    log.say(`The real MLflow can't be had: ${String(thrown)}`);
  }
}

async function runAll(jobs: Job[]): Promise<void> {
  const worker = async (): Promise<void> => {
    for (let job = jobs.shift(); job; job = jobs.shift()) outcomes.push(await log.run(job));
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
}

function summarise(all: readonly Outcome[]): number {
  const skips = all.flatMap((outcome) => outcome.skips);
  const problems = all.flatMap((outcome) => outcome.problems);
  const passed = all.reduce((sum, outcome) => sum + outcome.passed, 0);
  const strict = Boolean(process.env.CI);
  for (const skip of skips) console.log(`SKIPPED ${skip}${strict ? ": a failure here, since CI is set" : ""}`);
  for (const problem of problems) console.log(`FAILED ${problem.split("\n", 1)[0]}`);
  console.log(`${passed} passed, ${problems.length} failed, ${skips.length} skipped`);
  return problems.length > 0 || (strict && skips.length > 0) ? 1 : 0;
}
