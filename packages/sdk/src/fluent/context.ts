import { AsyncLocalStorage } from "node:async_hooks";
import { MillraceError } from "@millrace/contract";
import type { ActiveRun } from "./active-run.ts";

/** A run that code belongs to, inside the one that was active before. */
interface Scope {
  readonly run: ActiveRun;
  /** Whether a callback bounds it; otherwise it lasts until it is ended. */
  readonly isBounded: boolean;
  readonly outer: Scope | undefined;
}

const scopes = new AsyncLocalStorage<Scope>();

/** Runs that no callback bounds and that are not over. */
const held = new Set<ActiveRun>();

/** Calls a function, and all that it calls later, with a run as the active one. */
export function within<Result>(run: ActiveRun, body: () => Result): Result {
  return scopes.run({ run, isBounded: true, outer: innermost() }, body);
}

/** Makes a run the active one for what follows in this async context, until it is over. */
export function hold(run: ActiveRun): void {
  held.add(run);
  scopes.enterWith({ run, isBounded: false, outer: innermost() });
}

/** The innermost run of this async context that is not over. */
export function ownRun(): ActiveRun | undefined {
  return innermost()?.run;
}

/**
 * The run that is active here: the innermost one of this async context, or without one, the one run that the program
 * holds open, so that a run that a helper function started is found after the helper's end. A program that holds
 * several open has none that is active in other contexts.
 */
export function activeRun(): ActiveRun | undefined {
  const own = ownRun();
  if (own !== undefined) return own;
  const open = openHeld();
  return open.length === 1 ? open[0] : undefined;
}

/**
 * The run of this place, for logging to.
 * @throws MillraceError RESOURCE_CONFLICT when it is over, or can't be told
 */
export function runToLogTo(): ActiveRun | undefined {
  const scope = scopes.getStore();
  if (scope !== undefined && scope.run.isOver && scope.isBounded) throw wasEnded(scope.run);
  const found = activeRun();
  if (found === undefined && openHeld().length > 1) throw isUnclear();
  return found;
}

function innermost(): Scope | undefined {
  let scope = scopes.getStore();
  while (scope?.run.isOver === true) scope = scope.outer;
  return scope;
}

function openHeld(): ActiveRun[] {
  for (const run of held) if (run.isOver) held.delete(run);
  return [...held];
}

function wasEnded(run: ActiveRun): MillraceError {
  const message =
    `Run ${run.runId} has ended, and this code belongs to it; await everything that logs before the end of the ` +
    "callback of startRun.";
  return new MillraceError("RESOURCE_CONFLICT", message);
}

function isUnclear(): MillraceError {
  const message =
    "Several runs are open and none of them was started here, so it is unclear which one is meant; call the methods " +
    "of the run itself, or give startRun a callback.";
  return new MillraceError("RESOURCE_CONFLICT", message);
}
