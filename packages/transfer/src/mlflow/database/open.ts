import { openForeignDatabase } from "@millrace/store/transfer";
import type { MlflowSource } from "../source.ts";
import { countSource } from "./counts.ts";
import { readDatasets, readExperiments } from "./experiments.ts";
import { readLeftOut } from "./left-out.ts";
import { readLoggedModels, readModelPoints } from "./logged-models.ts";
import { readModelVersions, readRegisteredModels } from "./registry.ts";
import { readRuns } from "./runs.ts";
import { readSchema } from "./schema.ts";
import { readSeries } from "./series.ts";

/**
 * Opens the database of an MLflow server, SQLite or PostgreSQL. Everything is read in the state of this moment.
 * @throws MillraceError INVALID_PARAMETER_VALUE when it is no such database or one of an unknown revision.
 */
export async function openMlflowDatabase(uri: string): Promise<MlflowSource> {
  const database = await openForeignDatabase(uri);
  try {
    const schema = await readSchema(database);
    const close = (): Promise<void> => database.close();
    return {
      place: database.place,
      folder: database.folder,
      isSnapshot: true,
      experiments: () => readExperiments(database, schema),
      datasets: () => readDatasets(database, schema),
      runs: () => readRuns(database, schema),
      series: (runs) => readSeries(database, runs),
      loggedModels: () => readLoggedModels(database, schema),
      modelPoints: (models) => readModelPoints(database, models),
      registeredModels: () => readRegisteredModels(database, schema),
      modelVersions: () => readModelVersions(database, schema),
      counts: () => countSource(database, schema),
      leftOut: () => readLeftOut(database, schema),
      damage: [],
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
