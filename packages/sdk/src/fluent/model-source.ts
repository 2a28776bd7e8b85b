import { invalidParameter, isModelUri, parseModelUri } from "@millrace/contract";
import { newestVersion, versionNumber } from "../artifacts/index.ts";
import { chosenExperimentId } from "./experiments.ts";
import { getClient } from "./tracking.ts";

/** The files that a version is made of, as the registry takes them. */
export interface ModelSource {
  readonly source: string;
  readonly runId?: string;
  readonly modelId?: string;
}

/** A model that this program logged. */
export interface LoggedModelReference {
  readonly modelId: string;
  readonly name: string;
}

let lastLogged: LoggedModelReference | undefined;

/** Remembers the model that was logged last: `models:<name>` of a model without versions can only mean it. */
export function rememberLogged(model: LoggedModelReference): void {
  lastLogged = model;
}

/**
 * What to register for a URI of files, a run's artifacts, a logged model or another version. `models:<name>` is the
 * model that this program logged last under that name; else the newest version of the registered model; else the model
 * that this program logged last; else the newest one of that name in the experiment that is set.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST for a run or version that is not there, INVALID_PARAMETER_VALUE for
 *   `models:<name>` when it means nothing
 */
export async function sourceOf(modelUri: string): Promise<ModelSource> {
  if (!isModelUri(modelUri)) return { source: modelUri };
  const uri = parseModelUri(modelUri, "modelUri");
  switch (uri.kind) {
    case "run":
      // The registry would take the id of any run; whoever loads the version would find out.
      await getClient().runs.get({ run_id: uri.runId });
      return { source: modelUri, runId: uri.runId };
    case "logged-model":
      return { source: modelUri, modelId: uri.modelId };
    case "version":
      // `models:/iris` leaves the version open, unlike `models:/iris/latest` and `models:/iris@latest`.
      return uri.selector.by === "latest" && !/[/@]latest\/?$/i.test(modelUri)
        ? meantBy(uri.name)
        : ofVersion(uri.name, await versionNumber(getClient(), uri.name, uri.selector));
  }
}

async function meantBy(name: string): Promise<ModelSource> {
  if (lastLogged?.name === name) return ofLogged(lastLogged);
  const newest = await newestVersion(getClient(), name);
  if (newest !== undefined) return ofVersion(name, newest);
  const found = lastLogged ?? (await loggedInExperiment(name));
  if (found !== undefined) return ofLogged(found);
  throw invalidParameter(
    `The registered model '${name}' has no version yet and this program has logged no model; log one with logModel ` +
      "first, or give as modelUri where its files are, such as runs:/<run id>/<path>.",
  );
}

/** The newest logged model of a name in the experiment that is set. */
async function loggedInExperiment(name: string): Promise<LoggedModelReference | undefined> {
  const experimentId = await chosenExperimentId();
  if (experimentId === undefined) return undefined;
  const { models = [] } = await getClient().loggedModels.search({
    experiment_ids: [experimentId],
    filter: `name = ${name.includes("'") ? `"${name}"` : `'${name}'`}`,
    max_results: 1,
  });
  return models[0] && { modelId: models[0].info.model_id, name };
}

function ofVersion(name: string, version: string): ModelSource {
  return { source: `models:/${name}/${version}` };
}

function ofLogged({ modelId }: LoggedModelReference): ModelSource {
  return { source: `models:/${modelId}`, modelId };
}
