import type { Database } from "./database/sql.ts";
import { openDatabase } from "./dialects/open.ts";
import { Experiments } from "./experiments/experiments.ts";
import { jobStore } from "./jobs/index.ts";
import { runOutputStore } from "./runs/output.ts";
import { Keys } from "./keys/keys.ts";
import { readLineage } from "./lineage/lineage.ts";
import { loggedModelStore } from "./logged-models/index.ts";
import { Histories } from "./metrics/history.ts";
import { Packer } from "./metrics/packer.ts";
import { runArtifacts } from "./runs/artifacts.ts";
import { registryOf } from "./registry/index.ts";
import { Indexer } from "./runs/indexer.ts";
import { Inputs } from "./runs/inputs.ts";
import { Runs } from "./runs/runs.ts";
import { ExperimentSearch } from "./search/experiment-search.ts";
import { RunSearch } from "./search/run-search.ts";
import type { Store, StoreOptions } from "./store.ts";
import { RunTables } from "./tables/run-table.ts";
import { SeriesTables } from "./tables/series.ts";
import { trashStore } from "./trash/index.ts";

/**
 * Opens a store, made or brought up to date when needed.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a URI or a database that can't be used.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const database = await openDatabase(options.uri);
  const keys = new Keys(database);
  const packer = new Packer(database, options.onBackgroundError);
  const indexer = new Indexer(database, options.onBackgroundError);
  await indexer.resume();
  const experiments = new Experiments(database, options.artifactRoot);
  await experiments.ensureDefault();
  const close = async (): Promise<void> => {
    await Promise.all([packer.idle(), indexer.close()]);
    await database.close();
  };
  return {
    ...compose(database, keys, packer, indexer, experiments),
    runOutput: runOutputStore(database),
    jobs: jobStore(database),
    trash: trashStore(database),
    loggedModels: loggedModelStore(database),
    lineage: (query) => readLineage(database, query),
    ...registryOf(database),
    ping: async () => {
      await database.read.get("SELECT 1 AS one");
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function compose(
  database: Database,
  keys: Keys,
  packer: Packer,
  indexer: Indexer,
  experiments: Experiments,
): Pick<Store, "experiments" | "runs" | "metrics" | "tables"> {
  const runs = new Runs(database, keys, packer, indexer);
  const inputs = new Inputs(database);
  const runSearch = new RunSearch(database, keys);
  const experimentSearch = new ExperimentSearch(database);
  const runTables = new RunTables(database, keys);
  const seriesTables = new SeriesTables(database, keys);
  return {
    experiments: {
      create: (experiment) => experiments.create(experiment),
      get: (id) => experiments.get(id),
      getByName: (name) => experiments.getByName(name),
      rename: (id, name) => experiments.rename(id, name),
      delete: (id) => experiments.delete(id),
      restore: (id) => experiments.restore(id),
      setTag: (id, tag) => experiments.setTag(id, tag),
      deleteTag: (id, key) => experiments.deleteTag(id, key),
      search: (query) => experimentSearch.search(query),
      searchDatasets: (ids) => inputs.searchDatasets(ids),
    },
    runs: {
      create: (run) => runs.create(run),
      begin: (runId, run) => runs.begin(runId, run),
      get: (runId) => runSearch.get(runId),
      artifacts: (runId) => runArtifacts(database.read, runId),
      update: (runId, change) => runs.update(runId, change),
      delete: (runId) => runs.delete(runId),
      restore: (runId) => runs.restore(runId),
      log: (runId, batch) => runs.log(runId, batch),
      append: (runId, turn, batch) => runs.append(runId, turn, batch),
      deleteTag: (runId, key) => runs.deleteTag(runId, key),
      appendToTag: (runId, key, item) => runs.appendToTag(runId, key, item),
      logInputs: (runId, datasets, models) => inputs.logInputs(runId, datasets, models),
      logOutputs: (runId, models) => inputs.logOutputs(runId, models),
      search: (experimentIds, query) => runSearch.search(experimentIds, query),
    },
    metrics: new Histories(database, keys),
    tables: {
      series: (query) => seriesTables.series(query),
      runTable: (experimentIds, query, columns) => runTables.runTable(experimentIds, query, columns),
      keys: (experimentIds) => runTables.keys(experimentIds),
    },
  };
}
