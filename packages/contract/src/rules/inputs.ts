import { LIMITS } from "../limits.ts";
import { MillraceError } from "../errors.ts";
import type {
  DatasetInput,
  GivenDatasetInput,
  GivenModelInput,
  GivenModelOutput,
  InputTag,
  ModelInput,
  ModelOutput,
} from "../messages/inputs.ts";
import { checkLength } from "./characters.ts";
import { checkListLength } from "./list-length.ts";

/**
 * Checks the datasets that a run read and completes them: absent texts are "".
 * @throws MillraceError INVALID_PARAMETER_VALUE for too many datasets or a text beyond its limit, BAD_REQUEST for a tag
 * key given twice.
 */
export function checkDatasetInputs(inputs: readonly GivenDatasetInput[]): DatasetInput[] {
  checkListLength(inputs, LIMITS.inputDatasets, "datasets");
  return inputs.map((input, index) => checkDatasetInput(input, `datasets[${index}]`));
}

function checkDatasetInput(input: GivenDatasetInput, path: string): DatasetInput {
  const { name = "", digest = "", source_type = "", source = "", schema, profile } = input.dataset;
  checkLength(name, LIMITS.datasetName, `${path}.dataset.name`);
  checkLength(digest, LIMITS.datasetDigest, `${path}.dataset.digest`);
  checkLength(source, LIMITS.datasetSource, `${path}.dataset.source`);
  if (schema !== undefined) checkLength(schema, LIMITS.datasetSchema, `${path}.dataset.schema`);
  if (profile !== undefined) checkLength(profile, LIMITS.datasetProfile, `${path}.dataset.profile`);
  return {
    tags: checkInputTags(input.tags ?? [], `${path}.tags`),
    dataset: {
      ...{ name, digest, source_type, source },
      ...(schema === undefined ? {} : { schema }),
      ...(profile === undefined ? {} : { profile }),
    },
  };
}

function checkInputTags(tags: NonNullable<GivenDatasetInput["tags"]>, path: string): InputTag[] {
  const keys = new Set<string>();
  return tags.map(({ key = "", value = "" }, index) => {
    checkLength(key, LIMITS.inputTagKey, `${path}[${index}].key`);
    checkLength(value, LIMITS.inputTagValue, `${path}[${index}].value`);
    if (keys.has(key)) throw givenTwice(`${path}[${index}].key`, key);
    keys.add(key);
    return { key, value };
  });
}

/**
 * Completes the models that a run read: an absent id is "".
 * @throws MillraceError INVALID_PARAMETER_VALUE for too many models.
 */
export function checkModelInputs(models: readonly GivenModelInput[]): ModelInput[] {
  checkListLength(models, LIMITS.linkedModels, "models");
  return models.map(({ model_id = "" }) => ({ model_id }));
}

/**
 * Completes the models that a run made: an absent id is "", an absent step 0.
 * @throws MillraceError INVALID_PARAMETER_VALUE for too many models, BAD_REQUEST for a model given twice.
 */
export function checkModelOutputs(models: readonly GivenModelOutput[]): ModelOutput[] {
  checkListLength(models, LIMITS.linkedModels, "models");
  const ids = new Set<string>();
  return models.map(({ model_id = "", step = 0 }, index) => {
    if (ids.has(model_id)) throw givenTwice(`models[${index}].model_id`, model_id);
    ids.add(model_id);
    return { model_id, step };
  });
}

function givenTwice(path: string, value: string): MillraceError {
  return new MillraceError("BAD_REQUEST", `Parameter '${path}' is given twice: ${value}.`);
}
