import { onExperiment, onLoggedModel } from "../access.ts";
import { endpoint, mlflow2 } from "../endpoint.ts";
import {
  GivenModelEntry,
  LoggedModel,
  LoggedModelOrder,
  LoggedModelStatus,
  SearchedDataset,
} from "../messages/logged-model.ts";
import { bool, int32, list, message, optional, requiredText, text } from "../schema.ts";

const EMPTY = message({});
const WHOLE = message({ model: LoggedModel });
const byId = { model_id: requiredText() };

/** Logged models: what `log_model` of MLflow 3 saves, with their own parameters, tags and metrics. */
export const loggedModels = {
  create: endpoint({
    name: "loggedModels.create",
    method: "POST",
    paths: mlflow2("logged-models"),
    request: message({
      experiment_id: requiredText(),
      name: optional(text()),
      model_type: optional(text()),
      source_run_id: optional(text()),
      params: optional(list(GivenModelEntry)),
      tags: optional(list(GivenModelEntry)),
    }),
    response: WHOLE,
    errors: ["RESOURCE_DOES_NOT_EXIST", "BAD_REQUEST"],
    access: onExperiment("edit"),
    doc: "Begins a logged model in an active experiment; it is pending until it is finalized.",
  }),
  get: endpoint({
    name: "loggedModels.get",
    method: "GET",
    paths: mlflow2("logged-models/{model_id}"),
    request: message({ ...byId, allow_deleted: optional(bool()) }),
    response: WHOLE,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onLoggedModel("read"),
    doc: "Gives a logged model with its parameters, tags and all points of its metrics; a deleted one when asked to.",
  }),
  finalize: endpoint({
    name: "loggedModels.finalize",
    method: "PATCH",
    paths: mlflow2("logged-models/{model_id}"),
    request: message({ ...byId, status: LoggedModelStatus }),
    response: WHOLE,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onLoggedModel("edit"),
    doc: "Says that the files of a logged model are all there, or that they could not be saved.",
  }),
  delete: endpoint({
    name: "loggedModels.delete",
    method: "DELETE",
    paths: mlflow2("logged-models/{model_id}"),
    request: message(byId),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onLoggedModel("manage"),
    doc: "Moves a logged model to the trash.",
  }),
  logParams: endpoint({
    name: "loggedModels.logParams",
    method: "POST",
    paths: mlflow2("logged-models/{model_id}/params"),
    request: message({ ...byId, params: optional(list(GivenModelEntry)) }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST", "BAD_REQUEST"],
    access: onLoggedModel("edit"),
    doc: "Logs parameters that a logged model does not have yet: all of them or, when one is refused, none.",
  }),
  setTags: endpoint({
    name: "loggedModels.setTags",
    method: "PATCH",
    paths: mlflow2("logged-models/{model_id}/tags"),
    request: message({ ...byId, tags: optional(list(GivenModelEntry)) }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onLoggedModel("edit"),
    doc: "Sets tags of a logged model.",
  }),
  deleteTag: endpoint({
    name: "loggedModels.deleteTag",
    method: "DELETE",
    paths: mlflow2("logged-models/{model_id}/tags/{tag_key}"),
    request: message({ ...byId, tag_key: requiredText() }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onLoggedModel("edit"),
    doc: "Removes a tag of a logged model.",
  }),
  search: endpoint({
    name: "loggedModels.search",
    method: "POST",
    paths: mlflow2("logged-models/search"),
    request: message({
      experiment_ids: list(text()),
      filter: optional(text()),
      datasets: optional(list(SearchedDataset)),
      max_results: optional(int32()),
      order_by: optional(list(LoggedModelOrder)),
      page_token: optional(text()),
    }),
    response: message({ models: optional(list(LoggedModel)), next_page_token: optional(text()) }),
    errors: [],
    access: onExperiment("read", "experiment_ids"),
    doc:
      "Searches the logged models of experiments by filter, in the asked order, page by page; `datasets` says on which " +
      "datasets the metrics of the filter were measured.",
  }),
};
