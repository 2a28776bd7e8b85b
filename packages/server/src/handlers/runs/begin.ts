import {
  checkChosenRunId,
  checkExperimentName,
  type endpoints,
  invalidParameter,
  MillraceError,
} from "@millrace/contract";
import type { Store } from "@millrace/store";
import type { Handler } from "../handler.ts";
import { newRun } from "./new-run.ts";

export const begin: Handler<typeof endpoints.runs.begin> = async (request, { store }) => {
  checkChosenRunId(request.run_id);
  if (request.experiment_id && request.experiment_name) {
    throw invalidParameter("Parameters 'experiment_id' and 'experiment_name' exclude each other; give one of them.");
  }
  const run = newRun(request, "0");
  const experimentId = request.experiment_name
    ? await experimentNamed(store, request.experiment_name)
    : request.experiment_id || run.experimentId;
  await store.runs.begin(request.run_id, { ...run, experimentId });
  return store.runs.get(request.run_id);
};

/** The id of the experiment with a name, which is made when it is not there. */
async function experimentNamed(store: Store, name: string): Promise<string> {
  checkExperimentName(name, "experiment_name");
  const known = await idOf(store, name);
  if (known !== undefined) return known;
  try {
    return await store.experiments.create({ name, tags: [] });
  } catch (error) {
    // Another client can have made it since the look.
    const other = await idOf(store, name);
    if (other === undefined) throw error;
    return other;
  }
}

async function idOf(store: Store, name: string): Promise<string | undefined> {
  try {
    const { experiment_id: id } = await store.experiments.getByName(name);
    return id;
  } catch (error) {
    if (error instanceof MillraceError && error.code === "RESOURCE_DOES_NOT_EXIST") return undefined;
    throw error;
  }
}
