import { invalidParameter } from "@millrace/contract";
import { openForeignDatabase } from "../../dialects/foreign.ts";
import { openDatabase } from "../../dialects/open.ts";
import { MIGRATIONS } from "../../migrations/index.ts";
import type { ForeignDatabase } from "../foreign.ts";
import type { RecordSource } from "../source.ts";
import { countStore } from "./counts.ts";
import { readDatasets, readExperiments } from "./experiments.ts";
import { readLoggedModels, readModelPoints } from "./logged-models.ts";
import { readModelVersions, readRegisteredModels } from "./registry.ts";
import { readRuns, readSeries } from "./runs.ts";

/**
 * Opens a store to read all of it as records, in the state of this moment.
 * @throws MillraceError INVALID_PARAMETER_VALUE when it is no store, RESOURCE_DOES_NOT_EXIST when there is none.
 */
export async function openStoreSource(uri: string): Promise<RecordSource> {
  const database = await openUpToDate(uri);
  const close = (): Promise<void> => database.close();
  return {
    place: database.place,
    experiments: () => readExperiments(database),
    datasets: () => readDatasets(database),
    runs: () => readRuns(database),
    series: (runs) => readSeries(database, runs),
    loggedModels: () => readLoggedModels(database),
    modelPoints: (models) => readModelPoints(database, models),
    registeredModels: () => readRegisteredModels(database),
    modelVersions: () => readModelVersions(database),
    counts: () => countStore(database),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function openUpToDate(uri: string): Promise<ForeignDatabase> {
  const database = await openForeignDatabase(uri);
  if (!(await database.tables()).has("millrace_migration")) {
    await database.close();
    throw invalidParameter(`${database.place} is no database of Millrace.`);
  }
  const [row] = await database.all<{ version: number }>("SELECT max(version) AS version FROM millrace_migration");
  if (row?.version === MIGRATIONS.at(-1)?.version) return database;
  await database.close();
  await (await openDatabase(uri)).close();
  return openForeignDatabase(uri);
}
