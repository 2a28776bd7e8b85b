import { LIMITS } from "@millrace/contract";
import { pages } from "../client/index.ts";
import { metricValue, plainNumber } from "./entities/number.ts";
import { type Run, toRun } from "./entities/run.ts";
import { chosenExperimentId, getExperimentByName } from "./experiments.ts";
import { Listing } from "./listing.ts";
import { present } from "./present.ts";
import { getClient } from "./tracking.ts";

const RUNS_PAGE = 1000;
const POINTS_PAGE = 10_000;

/** Which runs are searched for. */
export interface RunSearch {
  /** Default: the experiment that was set. */
  readonly experimentIds?: readonly string[];
  /** Further experiments by name; those that are not there have no runs. */
  readonly experimentNames?: readonly string[];
  /** In MLflow's search language, such as `metrics.loss < 0.1 AND params.optimizer = 'adam'`. */
  readonly filter?: string;
  /** Such as `metrics.loss ASC`; default: newest first. */
  readonly orderBy?: readonly string[];
  readonly viewType?: "ACTIVE_ONLY" | "DELETED_ONLY" | "ALL";
  /** How many are given at most. Default: all. */
  readonly maxResults?: number;
}

/** One point of a metric. */
export interface MetricPoint {
  readonly key: string;
  readonly value: number;
  readonly step: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
}

/**
 * Reads a run, active or deleted.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST
 */
export async function getRun(runId: string): Promise<Run> {
  return toRun((await getClient().runs.get({ run_id: runId })).run);
}

/** Reads the run that a nested run lies in; undefined for one that is not nested. */
export async function getParentRun(runId: string): Promise<Run | undefined> {
  const parent = (await getRun(runId)).data.tags["mlflow.parentRunId"];
  return parent === undefined ? undefined : getRun(parent);
}

/** Searches runs. */
export function searchRuns(search: RunSearch = {}): Listing<Run> {
  const { filter, orderBy, viewType, maxResults } = search;
  const client = getClient();
  return new Listing(async function* () {
    const request = present({
      experiment_ids: await experimentsOf(search),
      filter,
      order_by: orderBy && [...orderBy],
      run_view_type: viewType,
      max_results: Math.min(maxResults ?? RUNS_PAGE, RUNS_PAGE, LIMITS.searchRuns),
    });
    for await (const page of pages(client.runs.search, request)) yield (page.runs ?? []).map(toRun);
  }, maxResults);
}

/** Reads all points of a metric, by time and step. */
export function getMetricHistory(runId: string, key: string): Listing<MetricPoint> {
  const client = getClient();
  const request = { run_id: runId, metric_key: key, max_results: POINTS_PAGE };
  return new Listing(async function* () {
    for await (const page of pages(client.metrics.getHistory, request)) {
      yield (page.metrics ?? []).map(({ value, step, timestamp }) => ({
        key,
        value: metricValue(value),
        step: plainNumber(step),
        timestamp: plainNumber(timestamp),
      }));
    }
  });
}

/** Moves a run to the trash. */
export async function deleteRun(runId: string): Promise<void> {
  await getClient().runs.delete({ run_id: runId });
}

/** Brings a deleted run back. */
export async function restoreRun(runId: string): Promise<void> {
  await getClient().runs.restore({ run_id: runId });
}

async function experimentsOf({ experimentIds, experimentNames }: RunSearch): Promise<string[]> {
  if (experimentIds === undefined && experimentNames === undefined) {
    const chosen = await chosenExperimentId();
    return chosen === undefined ? [] : [chosen];
  }
  const named = await Promise.all((experimentNames ?? []).map(getExperimentByName));
  return [...(experimentIds ?? []), ...named.flatMap((found) => (found === undefined ? [] : [found.experimentId]))];
}
