import { onRegisteredModel, SIGNED_IN } from "../access.ts";
import { endpoint, mlflow2 } from "../endpoint.ts";
import { ModelTagInput, ModelVersion } from "../messages/registry.ts";
import { bool, int64, list, message, optional, requiredText, text } from "../schema.ts";

const EMPTY = message({});
const version = { name: requiredText(), version: requiredText() };
const byVersion = message(version);
const oneVersion = message({ model_version: ModelVersion });

/** The versions of registered models. */
export const modelVersions = {
  create: endpoint({
    name: "modelVersions.create",
    method: "POST",
    paths: mlflow2("model-versions/create"),
    request: message({
      name: requiredText(),
      source: requiredText(),
      run_id: optional(text()),
      tags: optional(list(ModelTagInput)),
      run_link: optional(text()),
      description: optional(text()),
      model_id: optional(text()),
    }),
    response: oneVersion,
    errors: ["RESOURCE_DOES_NOT_EXIST", "RESOURCE_ALREADY_EXISTS"],
    access: onRegisteredModel("edit"),
    doc: "Creates the next version of a registered model from the files of a run, a logged model or another version.",
  }),
  get: endpoint({
    name: "modelVersions.get",
    method: "GET",
    paths: mlflow2("model-versions/get"),
    request: byVersion,
    response: oneVersion,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("read"),
    doc: "Gives a version with its tags and aliases.",
  }),
  update: endpoint({
    name: "modelVersions.update",
    method: "PATCH",
    paths: mlflow2("model-versions/update"),
    request: message({ ...version, description: optional(text()) }),
    response: oneVersion,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("edit"),
    doc: "Sets the description of a version; without one it is cleared.",
  }),
  delete: endpoint({
    name: "modelVersions.delete",
    method: "DELETE",
    paths: mlflow2("model-versions/delete"),
    request: byVersion,
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("manage"),
    doc: "Deletes a version and the aliases that point to it; its number is not given again.",
  }),
  search: endpoint({
    name: "modelVersions.search",
    method: "GET",
    paths: mlflow2("model-versions/search"),
    request: message({
      filter: optional(text()),
      max_results: optional(int64()),
      order_by: optional(list(text())),
      page_token: optional(text()),
    }),
    response: message({ model_versions: optional(list(ModelVersion)), next_page_token: optional(text()) }),
    errors: [],
    access: SIGNED_IN,
    doc: "Searches the versions of all models; those of prompts only when the filter names the tag `mlflow.prompt.is_prompt`.",
  }),
  transitionStage: endpoint({
    name: "modelVersions.transitionStage",
    method: "POST",
    paths: mlflow2("model-versions/transition-stage"),
    request: message({ ...version, stage: requiredText(), archive_existing_versions: optional(bool()) }),
    response: oneVersion,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("edit"),
    doc: "Moves a version to a stage, and on request the others of that stage to the archive.",
  }),
  getDownloadUri: endpoint({
    name: "modelVersions.getDownloadUri",
    method: "GET",
    paths: mlflow2("model-versions/get-download-uri"),
    request: byVersion,
    response: message({ artifact_uri: text() }),
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("read"),
    doc: "Says where the files of a version are.",
  }),
  setTag: endpoint({
    name: "modelVersions.setTag",
    method: "POST",
    paths: mlflow2("model-versions/set-tag"),
    request: message({ ...version, key: requiredText(), value: optional(text()) }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST", "RESOURCE_ALREADY_EXISTS"],
    access: onRegisteredModel("edit"),
    doc: "Sets a tag of a version; `millrace.versionName` gives it a name that is unique in its model.",
  }),
  deleteTag: endpoint({
    name: "modelVersions.deleteTag",
    method: "DELETE",
    paths: mlflow2("model-versions/delete-tag"),
    request: message({ ...version, key: requiredText() }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("edit"),
    doc: "Removes a tag of a version, if it is there.",
  }),
};
