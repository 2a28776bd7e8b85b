import { MillraceError } from "@millrace/contract";
import { readEnvironment } from "../config/environment.ts";
import type { EndStatus } from "../logging/index.ts";
import type { ActiveRun } from "./active-run.ts";
import { activeRun, hold, ownRun, runToLogTo, within } from "./context.ts";
import { isEnding } from "./lifetime.ts";
import { openRun } from "./open-run.ts";
import { report } from "./report.ts";
import type { StartOptions } from "./start-options.ts";

/** What is done inside a run. */
export type RunBody<Result> = (run: ActiveRun) => Result | Promise<Result>;

let last: ActiveRun | undefined;
let isResumedByEnvironment = false;

/**
 * Starts a run, or resumes one by `runId`, and makes it the active one.
 *
 * With a callback, the run is active in the callback and in all that it calls, and ends with it: as `FINISHED`, or as
 * `FAILED` when it throws. The promise has the callback's result, once the run is sent.
 *
 * Without one, the run is active for what follows until `endRun`, `run.end()`, the end of the block (`await using run =
 * await mlflow.startRun()`) or the end of the program. A block ends the run as `FINISHED` even when it is left by an
 * error, which JavaScript does not tell it; only the callback's form knows.
 * @throws MillraceError RESOURCE_CONFLICT when a run is active already and `nested` is not set
 */
export function startRun(options?: StartOptions): Promise<ActiveRun>;
export function startRun<Result>(body: RunBody<Result>): Promise<Result>;
export function startRun<Result>(options: StartOptions, body: RunBody<Result>): Promise<Result>;
export async function startRun<Result>(
  first: StartOptions | RunBody<Result> = {},
  second?: RunBody<Result>,
): Promise<ActiveRun | Result> {
  const [options, body] = typeof first === "function" ? [{}, first] : [first, second];
  // A signal ends the program in a moment: nothing begins any more.
  if (isEnding()) return new Promise(() => undefined);
  // Everything up to the first `await` runs in the caller's async context: the run becomes active there.
  const run = begin(options);
  if (body === undefined) {
    hold(run);
    return run.opened();
  }
  await run.opened();
  return perform(run, body);
}

/** Ends the active run, if there is one, and waits for a limited time until everything is sent. */
export async function endRun(status: EndStatus = "FINISHED"): Promise<void> {
  await activeRun()?.end(status);
}

/** The run that was active last in this program, whether it has ended or not; undefined before the first one. */
export function lastActiveRun(): ActiveRun | undefined {
  return activeRun() ?? last;
}

/** The run that module functions log to: the active one, or a new one when there is none. */
export function activeOrNewRun(): ActiveRun {
  const active = runToLogTo() ?? (isEnding() ? last : undefined);
  if (active !== undefined) return active;
  const run = begin({});
  hold(run);
  run.opened().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    report(`No run could be started, and what was logged is lost: ${reason}`);
  });
  return run;
}

function begin(options: StartOptions): ActiveRun {
  // Elsewhere in the program other runs may go on at the same time.
  const active = options.nested === true ? activeRun() : ownRun();
  if (active !== undefined && options.nested !== true) throw isActive(active);
  const run = openRun(resumedByEnvironment(options, active), active);
  last = run;
  return run;
}

/** `MLFLOW_RUN_ID` is how a launcher passes a run on to the program that it starts: it is for the first run. */
function resumedByEnvironment(options: StartOptions, active: ActiveRun | undefined): StartOptions {
  const { runId } = readEnvironment();
  if (isResumedByEnvironment || runId === undefined || options.runId !== undefined || active !== undefined)
    return options;
  isResumedByEnvironment = true;
  return { ...options, runId };
}

async function perform<Result>(run: ActiveRun, body: RunBody<Result>): Promise<Result> {
  try {
    const result = await within(run, () => body(run));
    await run.end();
    return result;
  } catch (error) {
    await run.end("FAILED");
    throw error;
  }
}

function isActive(run: ActiveRun): MillraceError {
  const message =
    `Run ${run.runId} is active already; end it first with endRun(), or start the new run inside it with ` +
    "startRun({ nested: true }).";
  return new MillraceError("RESOURCE_CONFLICT", message);
}
