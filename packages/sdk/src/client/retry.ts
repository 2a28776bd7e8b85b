import type { AnyEndpoint, endpoints } from "@millrace/contract";
import type { Failure } from "./failure.ts";

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** A server that wants to be left alone for longer than this has failed the call. */
const MOST_PATIENCE_MS = 120_000;

type Endpoints = typeof endpoints;

/** The name of an endpoint. */
type EndpointName = {
  [Noun in keyof Endpoints]: `${Noun}.${keyof Endpoints[Noun] & string}`;
}[keyof Endpoints];

/** The POSTs whose effect is the same when they come twice; all other methods are so by their meaning. */
const REPEATABLE: ReadonlySet<string> = new Set<EndpointName>([
  "artifacts.presignDownload",
  "artifacts.presignUpload",
  "artifacts.upload",
  "experiments.search",
  "experiments.searchDatasets",
  "experiments.setTag",
  "jobs.cancel",
  "loggedModels.search",
  "metrics.log",
  "modelVersions.setTag",
  "modelVersions.transitionStage",
  "registeredModels.getLatestVersions",
  "registeredModels.setAlias",
  "registeredModels.setTag",
  "runs.append",
  "runs.begin",
  "runs.logBatch",
  "runs.logInputs",
  "runs.logOutputs",
  "runs.logParameter",
  "runs.search",
  "runs.setTag",
  "runs.update",
]);

/** How long to wait before a call is tried again, in milliseconds; undefined when it should not be. */
export function retryDelay(endpoint: AnyEndpoint, failure: Failure, triesBefore: number): number | undefined {
  if (!failure.isTransient || (failure.mayBeDone && !isRepeatable(endpoint))) return undefined;
  const { waitMs = 0 } = failure;
  if (waitMs > MOST_PATIENCE_MS) return undefined;
  const backOff = Math.min(FIRST_MS * 2 ** triesBefore, LONGEST_MS);
  return Math.max(waitMs, backOff * (0.5 + Math.random() / 2));
}

function isRepeatable({ method, name }: AnyEndpoint): boolean {
  return method !== "POST" || REPEATABLE.has(name);
}

/** Waits; rejects with the signal's reason when it is aborted. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = (): void => reject(signal?.reason);
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener("abort", onAbort);
  const timer = setTimeout(resolve, ms);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}
