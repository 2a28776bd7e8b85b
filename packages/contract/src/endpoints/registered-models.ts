import { onRegisteredModel, SIGNED_IN } from "../access.ts";
import { endpoint, mlflow2 } from "../endpoint.ts";
import { ModelTagInput, ModelVersion, RegisteredModel } from "../messages/registry.ts";
import { int64, list, message, optional, requiredText, text } from "../schema.ts";

const EMPTY = message({});
const byName = message({ name: requiredText() });
const oneModel = message({ registered_model: RegisteredModel });

const getLatestVersions = {
  paths: mlflow2("registered-models/get-latest-versions"),
  request: message({ name: requiredText(), stages: optional(list(text())) }),
  response: message({ model_versions: optional(list(ModelVersion)) }),
  errors: ["RESOURCE_DOES_NOT_EXIST"] as const,
  access: onRegisteredModel("read"),
};

/** Registered models: named series of versions, with tags and aliases. Prompts are registered models too. */
export const registeredModels = {
  create: endpoint({
    name: "registeredModels.create",
    method: "POST",
    paths: mlflow2("registered-models/create"),
    request: message({
      name: requiredText(),
      tags: optional(list(ModelTagInput)),
      description: optional(text()),
    }),
    response: oneModel,
    errors: ["RESOURCE_ALREADY_EXISTS"],
    access: SIGNED_IN,
    doc: "Creates a registered model without versions.",
  }),
  get: endpoint({
    name: "registeredModels.get",
    method: "GET",
    paths: mlflow2("registered-models/get"),
    request: byName,
    response: oneModel,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("read"),
    doc: "Gives a registered model with the newest version of each stage.",
  }),
  update: endpoint({
    name: "registeredModels.update",
    method: "PATCH",
    paths: mlflow2("registered-models/update"),
    request: message({ name: requiredText(), description: optional(text()) }),
    response: oneModel,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("edit"),
    doc: "Sets the description of a registered model; without one it is cleared.",
  }),
  rename: endpoint({
    name: "registeredModels.rename",
    method: "POST",
    paths: mlflow2("registered-models/rename"),
    request: message({ name: requiredText(), new_name: requiredText() }),
    response: oneModel,
    errors: ["RESOURCE_DOES_NOT_EXIST", "RESOURCE_ALREADY_EXISTS"],
    access: onRegisteredModel("edit"),
    doc: "Renames a registered model; versions, tags, aliases and history stay with it.",
  }),
  delete: endpoint({
    name: "registeredModels.delete",
    method: "DELETE",
    paths: mlflow2("registered-models/delete"),
    request: byName,
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("manage"),
    doc: "Deletes a registered model with all its versions for good; only its history stays.",
  }),
  search: endpoint({
    name: "registeredModels.search",
    method: "GET",
    paths: mlflow2("registered-models/search"),
    request: message({
      filter: optional(text()),
      max_results: optional(int64()),
      order_by: optional(list(text())),
      page_token: optional(text()),
    }),
    response: message({ registered_models: optional(list(RegisteredModel)), next_page_token: optional(text()) }),
    errors: [],
    access: SIGNED_IN,
    doc: "Searches registered models; prompts only when the filter names the tag `mlflow.prompt.is_prompt`.",
  }),
  getLatestVersions: endpoint({
    ...getLatestVersions,
    name: "registeredModels.getLatestVersions",
    method: "POST",
    doc: "Gives the newest version of each named stage, or of all; a version's own name such as `v1` names it too.",
  }),
  getLatestVersionsByQuery: endpoint({
    ...getLatestVersions,
    name: "registeredModels.getLatestVersionsByQuery",
    method: "GET",
    doc: "Does what `registeredModels.getLatestVersions` does, with the request in the query string.",
  }),
  setTag: endpoint({
    name: "registeredModels.setTag",
    method: "POST",
    paths: mlflow2("registered-models/set-tag"),
    request: message({ name: requiredText(), key: requiredText(), value: optional(text()) }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("edit"),
    doc: "Sets a tag of a registered model.",
  }),
  deleteTag: endpoint({
    name: "registeredModels.deleteTag",
    method: "DELETE",
    paths: mlflow2("registered-models/delete-tag"),
    request: message({ name: requiredText(), key: requiredText() }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("edit"),
    doc: "Removes a tag of a registered model, if it is there.",
  }),
  setAlias: endpoint({
    name: "registeredModels.setAlias",
    method: "POST",
    paths: mlflow2("registered-models/alias"),
    request: message({ name: requiredText(), alias: requiredText(), version: requiredText() }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("edit"),
    doc: "Points an alias at a version, wherever it pointed before.",
  }),
  deleteAlias: endpoint({
    name: "registeredModels.deleteAlias",
    method: "DELETE",
    paths: mlflow2("registered-models/alias"),
    request: message({ name: requiredText(), alias: requiredText() }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("edit"),
    doc: "Removes an alias, if it is there.",
  }),
  getByAlias: endpoint({
    name: "registeredModels.getByAlias",
    method: "GET",
    paths: mlflow2("registered-models/alias"),
    request: message({ name: requiredText(), alias: requiredText() }),
    response: message({ model_version: ModelVersion }),
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("read"),
    doc: "Gives the version that an alias points to; `latest` is the newest.",
  }),
};
