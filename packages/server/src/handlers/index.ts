import type { AnyEndpoint, endpoints } from "@millrace/contract";
import { keys } from "./columns/keys.ts";
import { runTable } from "./columns/run-table.ts";
import { series } from "./columns/series.ts";
import { create as createExperiment } from "./experiments/create.ts";
import { deleteExperiment } from "./experiments/delete.ts";
import { deleteTag as deleteExperimentTag } from "./experiments/delete-tag.ts";
import { get as getExperiment } from "./experiments/get.ts";
import { getByName } from "./experiments/get-by-name.ts";
import { restore as restoreExperiment } from "./experiments/restore.ts";
import { search as searchExperiments } from "./experiments/search.ts";
import { searchDatasets } from "./experiments/search-datasets.ts";
import { setTag as setExperimentTag } from "./experiments/set-tag.ts";
import { update as updateExperiment } from "./experiments/update.ts";
import type { Handler } from "./handler.ts";
import { getHistory } from "./metrics/get-history.ts";
import { getHistoryBulk } from "./metrics/get-history-bulk.ts";
import { getHistoryBulkInterval } from "./metrics/get-history-bulk-interval.ts";
import { log } from "./metrics/log.ts";
import { create as createRun } from "./runs/create.ts";
import { deleteRun } from "./runs/delete.ts";
import { deleteTag as deleteRunTag } from "./runs/delete-tag.ts";
import { get as getRun } from "./runs/get.ts";
import { logBatch } from "./runs/log-batch.ts";
import { logInputs } from "./runs/log-inputs.ts";
import { logModel } from "./runs/log-model.ts";
import { logOutputs } from "./runs/log-outputs.ts";
import { logParameter } from "./runs/log-parameter.ts";
import { restore as restoreRun } from "./runs/restore.ts";
import { search as searchRuns } from "./runs/search.ts";
import { setTag as setRunTag } from "./runs/set-tag.ts";
import { update as updateRun } from "./runs/update.ts";
import { health } from "./server/health.ts";
import { home } from "./server/home.ts";
import { info } from "./server/info.ts";
import { metrics } from "./server/metrics.ts";
import { version } from "./server/version.ts";

/** A handler for each endpoint of a noun. */
export type NounHandlers<Verbs extends Record<string, AnyEndpoint>> = {
  readonly [Verb in keyof Verbs]: Handler<Verbs[Verb]>;
};

/** A handler for each endpoint of the contract: one that is missing, or fits another endpoint, does not compile. */
export type Handlers = { readonly [Noun in keyof typeof endpoints]: NounHandlers<(typeof endpoints)[Noun]> };

/** The handlers that the server binds. */
export const handlers: Handlers = {
  experiments: {
    create: createExperiment,
    get: getExperiment,
    getByName,
    update: updateExperiment,
    delete: deleteExperiment,
    restore: restoreExperiment,
    setTag: setExperimentTag,
    deleteTag: deleteExperimentTag,
    search: searchExperiments,
    searchByQuery: searchExperiments,
    searchDatasets,
  },
  runs: {
    create: createRun,
    get: getRun,
    update: updateRun,
    delete: deleteRun,
    restore: restoreRun,
    search: searchRuns,
    logParameter,
    setTag: setRunTag,
    deleteTag: deleteRunTag,
    logBatch,
    logModel,
    logInputs,
    logOutputs,
  },
  metrics: { log, getHistory, getHistoryBulk, getHistoryBulkInterval },
  server: { home, health, version, info, metrics },
  columns: { series, runTable, keys },
};
