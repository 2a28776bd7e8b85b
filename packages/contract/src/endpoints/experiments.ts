import { onExperiment, SIGNED_IN } from "../access.ts";
import { endpoint, mlflow2 } from "../endpoint.ts";
import { DatasetSummary } from "../messages/inputs.ts";
import { ViewType } from "../messages/enums.ts";
import { Experiment, ExperimentTagInput } from "../messages/experiment.ts";
import { int64, list, message, optional, requiredText, text } from "../schema.ts";

const EMPTY = message({});
const byId = message({ experiment_id: requiredText() });

const search = {
  request: message({
    max_results: optional(int64()),
    page_token: optional(text()),
    filter: optional(text()),
    order_by: optional(list(text())),
    view_type: optional(ViewType),
  }),
  response: message({ experiments: optional(list(Experiment)), next_page_token: optional(text()) }),
  paths: mlflow2("experiments/search"),
  errors: [],
  access: SIGNED_IN,
};

/** Experiments: groups of runs. */
export const experiments = {
  create: endpoint({
    name: "experiments.create",
    method: "POST",
    paths: mlflow2("experiments/create"),
    request: message({
      name: requiredText(),
      artifact_location: optional(text()),
      tags: optional(list(ExperimentTagInput)),
    }),
    response: message({ experiment_id: text() }),
    errors: ["RESOURCE_ALREADY_EXISTS"],
    access: SIGNED_IN,
    doc: "Creates an experiment; its name must be new among active and deleted ones.",
  }),
  get: endpoint({
    name: "experiments.get",
    method: "GET",
    paths: mlflow2("experiments/get"),
    request: byId,
    response: message({ experiment: Experiment }),
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onExperiment("read"),
    doc: "Gives an experiment, active or deleted, by id.",
  }),
  getByName: endpoint({
    name: "experiments.getByName",
    method: "GET",
    paths: mlflow2("experiments/get-by-name"),
    request: message({ experiment_name: requiredText() }),
    response: message({ experiment: Experiment }),
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onExperiment("read", "experiment_name"),
    doc: "Gives an experiment, active or deleted, by name.",
  }),
  update: endpoint({
    name: "experiments.update",
    method: "POST",
    paths: mlflow2("experiments/update"),
    request: message({ experiment_id: requiredText(), new_name: requiredText() }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST", "BAD_REQUEST"],
    access: onExperiment("edit"),
    doc: "Renames an active experiment.",
  }),
  delete: endpoint({
    name: "experiments.delete",
    method: "POST",
    paths: mlflow2("experiments/delete"),
    request: byId,
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onExperiment("manage"),
    doc: "Moves an active experiment and all its runs to the trash.",
  }),
  restore: endpoint({
    name: "experiments.restore",
    method: "POST",
    paths: mlflow2("experiments/restore"),
    request: byId,
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onExperiment("manage"),
    doc: "Brings a deleted experiment and all its runs back.",
  }),
  setTag: endpoint({
    name: "experiments.setTag",
    method: "POST",
    paths: mlflow2("experiments/set-experiment-tag"),
    request: message({ experiment_id: requiredText(), key: requiredText(), value: optional(text()) }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onExperiment("edit"),
    doc: "Sets a tag of an active experiment.",
  }),
  deleteTag: endpoint({
    name: "experiments.deleteTag",
    method: "POST",
    paths: mlflow2("experiments/delete-experiment-tag"),
    request: message({ experiment_id: requiredText(), key: requiredText() }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onExperiment("edit"),
    doc: "Removes a tag of an active experiment.",
  }),
  search: endpoint({
    ...search,
    name: "experiments.search",
    method: "POST",
    doc: "Searches experiments by filter, in the asked order, page by page.",
  }),
  searchByQuery: endpoint({
    ...search,
    name: "experiments.searchByQuery",
    method: "GET",
    doc: "Searches experiments as `experiments.search` does, with the request in the query string.",
  }),
  searchDatasets: endpoint({
    name: "experiments.searchDatasets",
    method: "POST",
    paths: ["/ajax-api/2.0/mlflow/experiments/search-datasets"],
    request: message({ experiment_ids: optional(list(text())) }),
    response: message({ dataset_summaries: optional(list(DatasetSummary)) }),
    errors: [],
    access: onExperiment("read", "experiment_ids"),
    doc: "Lists the datasets that runs of up to 20 experiments logged as inputs.",
  }),
};
