import { invalidParameter, isModelUri, parseModelUri, VERSION_NAME_TAG } from "@millrace/contract";
import { type ModelVersion, type RegisteredModel, toModelVersion } from "./entities/registry.ts";
import { unless } from "./failures.ts";
import { sourceOf } from "./model-source.ts";
import { pairsOf, present } from "./present.ts";
import { createRegisteredModel, getRegisteredModel, type NewRegisteredModel } from "./registered-models.ts";
import { getClient } from "./tracking.ts";

/** How a version is made. */
export interface NewVersion {
  /**
   * What it is made of: `runs:/<run id>/<path>`, `models:/<logged model id>`, another version, a URI of a store, or
   * `models:<name>`: the model that this program logged, or the newest version.
   */
  readonly modelUri: string;
  /** A name besides the number that it gets, such as `v1`; unique in its model. */
  readonly name?: string;
  /**
   * The registered model. Default: the one that a `models:` URI names, else the one that `registerModel` made last in
   * this program.
   */
  readonly model?: string;
  readonly modelDescription?: string;
  /** The same as `modelDescription`. */
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** The run that made it, where the URI does not say. */
  readonly runId?: string;
}

let lastRegistered: string | undefined;

/**
 * Registers. With a name alone, `registerModel("iris-classifier")`, it makes a registered model without versions, or
 * gives the one that is there. With a URI before the name, `registerModel("runs:/<run id>/model", "iris-classifier")`,
 * it makes the next version of that registered model, and the model itself when it is not there.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a name that no model can have, RESOURCE_DOES_NOT_EXIST when there is
 *   nothing at the URI
 */
export function registerModel(name: string, options?: NewRegisteredModel): Promise<RegisteredModel>;
export function registerModel(
  modelUri: string,
  name: string,
  options?: Omit<NewVersion, "modelUri" | "name" | "model">,
): Promise<ModelVersion>;
export async function registerModel(
  first: string,
  second: string | NewRegisteredModel = {},
  options: Omit<NewVersion, "modelUri" | "name" | "model"> = {},
): Promise<RegisteredModel | ModelVersion> {
  if (typeof second !== "string") return ensureModel(first, second);
  await ensureModel(second, {});
  return makeVersion(second, { ...options, modelUri: first });
}

/**
 * Makes the next version of a registered model.
 * @throws MillraceError INVALID_PARAMETER_VALUE when it is not said which registered model or which files are meant, or
 *   the version's name is taken; RESOURCE_DOES_NOT_EXIST when they are not there
 */
export async function createVersion(version: NewVersion): Promise<ModelVersion> {
  const { modelUri, model } = version;
  const uri = isModelUri(modelUri) ? parseModelUri(modelUri, "modelUri") : undefined;
  const name = uri?.kind === "version" ? uri.name : (model ?? lastRegistered);
  if (name !== undefined) return makeVersion(name, version);
  throw invalidParameter(
    "createVersion does not know which registered model is meant: give it as `model`, or call registerModel before.",
  );
}

async function ensureModel(name: string, options: NewRegisteredModel): Promise<RegisteredModel> {
  if (isModelUri(name)) {
    throw invalidParameter(`'${name}' is the URI of a model; after it goes a name: registerModel(modelUri, name).`);
  }
  const made = await unless("RESOURCE_ALREADY_EXISTS", createRegisteredModel(name, options));
  lastRegistered = name;
  return made ?? getRegisteredModel(name);
}

async function makeVersion(model: string, version: NewVersion): Promise<ModelVersion> {
  const { modelUri, name, modelDescription, description, tags, runId } = version;
  const found = await sourceOf(modelUri);
  const all = { ...tags, ...(name !== undefined && { [VERSION_NAME_TAG]: name }) };
  const { model_version: made } = await getClient().modelVersions.create(
    present({
      name: model,
      source: found.source,
      run_id: runId ?? found.runId,
      model_id: found.modelId,
      description: modelDescription ?? description,
      tags: pairsOf(all),
    }),
  );
  return toModelVersion(made);
}
