import { onExperiment, onRun } from "../access.ts";
import { endpoint, mlflow2 } from "../endpoint.ts";
import { RunStatus, ViewType } from "../messages/enums.ts";
import { GivenDatasetInput, GivenModelInput, GivenModelOutput } from "../messages/inputs.ts";
import { LogLine } from "../messages/job.ts";
import { MetricInput } from "../messages/metric.ts";
import { ParamInput, Run, RunInfo, RunTagInput } from "../messages/run.ts";
import { bool, int32, int64, list, message, optional, requiredText, text } from "../schema.ts";

const EMPTY = message({});
const byId = message({ run_id: requiredText() });

/** Calls that old clients make with `run_uuid` in the place of `run_id`; `run_id` wins when both are there. */
const eitherId = { run_id: optional(text()), run_uuid: optional(text()) };

/** Runs: one execution of training code each, with what it logged. */
export const runs = {
  create: endpoint({
    name: "runs.create",
    method: "POST",
    paths: mlflow2("runs/create"),
    request: message({
      experiment_id: optional(text()),
      user_id: optional(text()),
      run_name: optional(text()),
      start_time: optional(int64()),
      tags: optional(list(message({ key: optional(text()), value: optional(text()) }))),
    }),
    response: message({ run: Run }),
    errors: ["RESOURCE_DOES_NOT_EXIST", "BAD_REQUEST"],
    access: onExperiment("edit"),
    doc: "Starts a run in an active experiment.",
  }),
  begin: endpoint({
    name: "runs.begin",
    method: "POST",
    paths: ["/api/millrace/v1/runs/begin"],
    request: message({
      run_id: requiredText(),
      experiment_id: optional(text()),
      experiment_name: optional(text()),
      user_id: optional(text()),
      run_name: optional(text()),
      start_time: optional(int64()),
      tags: optional(list(message({ key: optional(text()), value: optional(text()) }))),
    }),
    response: message({ run: Run }),
    errors: ["RESOURCE_DOES_NOT_EXIST", "RESOURCE_ALREADY_EXISTS", "BAD_REQUEST"],
    access: onExperiment("edit"),
    doc:
      "Starts a run under an id of 32 hexadecimal digits that the client has chosen; asked again, it gives the run as it " +
      "is. The experiment is 0 unless one is given; one that is given by name is made when it is not there.",
  }),
  get: endpoint({
    name: "runs.get",
    method: "GET",
    paths: mlflow2("runs/get"),
    request: message(eitherId),
    response: message({ run: Run }),
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRun("read"),
    doc: "Gives a run, active or deleted, with the latest point of each metric, its parameters, tags, inputs and outputs.",
  }),
  update: endpoint({
    name: "runs.update",
    method: "POST",
    paths: mlflow2("runs/update"),
    request: message({
      ...eitherId,
      status: optional(RunStatus),
      end_time: optional(int64()),
      run_name: optional(text()),
    }),
    response: message({ run_info: RunInfo }),
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRun("edit"),
    doc: "Changes the status, end time or name of an active run.",
  }),
  delete: endpoint({
    name: "runs.delete",
    method: "POST",
    paths: mlflow2("runs/delete"),
    request: byId,
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRun("manage"),
    doc: "Moves a run to the trash.",
  }),
  restore: endpoint({
    name: "runs.restore",
    method: "POST",
    paths: mlflow2("runs/restore"),
    request: byId,
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRun("manage"),
    doc: "Brings a deleted run back.",
  }),
  search: endpoint({
    name: "runs.search",
    method: "POST",
    paths: mlflow2("runs/search"),
    request: message({
      experiment_ids: optional(list(text())),
      filter: optional(text()),
      run_view_type: optional(ViewType),
      max_results: optional(int32()),
      order_by: optional(list(text())),
      page_token: optional(text()),
    }),
    response: message({ runs: optional(list(Run)), next_page_token: optional(text()) }),
    errors: [],
    access: onExperiment("read", "experiment_ids"),
    doc: "Searches the runs of experiments by filter, in the asked order, page by page.",
  }),
  logParameter: endpoint({
    name: "runs.logParameter",
    method: "POST",
    paths: mlflow2("runs/log-parameter"),
    request: message({ ...eitherId, key: requiredText(), value: optional(text()) }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRun("edit"),
    doc: "Logs a parameter; a parameter keeps its first value.",
  }),
  setTag: endpoint({
    name: "runs.setTag",
    method: "POST",
    paths: mlflow2("runs/set-tag"),
    request: message({ ...eitherId, key: requiredText(), value: optional(text()) }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRun("edit"),
    doc: "Sets a tag of an active run.",
  }),
  deleteTag: endpoint({
    name: "runs.deleteTag",
    method: "POST",
    paths: mlflow2("runs/delete-tag"),
    request: message({ run_id: requiredText(), key: requiredText() }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRun("edit"),
    doc: "Removes a tag of an active run.",
  }),
  logBatch: endpoint({
    name: "runs.logBatch",
    method: "POST",
    paths: mlflow2("runs/log-batch"),
    request: message({
      run_id: requiredText(),
      metrics: optional(list(MetricInput)),
      params: optional(list(ParamInput)),
      tags: optional(list(RunTagInput)),
    }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRun("edit"),
    doc: "Logs up to 1,000 metrics, parameters and tags at once: all of them or, when one is refused, none.",
  }),
  append: endpoint({
    name: "runs.append",
    method: "POST",
    paths: ["/api/millrace/v1/runs/append"],
    request: message({
      run_id: requiredText(),
      writer: requiredText(),
      sequence: int64(),
      metrics: optional(list(MetricInput)),
      params: optional(list(ParamInput)),
      tags: optional(list(RunTagInput)),
      status: optional(RunStatus),
      end_time: optional(int64()),
    }),
    response: message({ applied: bool() }),
    errors: ["RESOURCE_DOES_NOT_EXIST", "RESOURCE_CONFLICT"],
    access: onRun("edit"),
    doc:
      "Logs a batch exactly once: a writer numbers its batches of a run from 1 on, and one that is there already is not " +
      "applied again. At most 4,000 metrics, 1,000 parameters and 1,000 tags: all of them or none.",
  }),
  appendOutput: endpoint({
    name: "runs.appendOutput",
    method: "POST",
    paths: ["/api/millrace/v1/runs/{run_id}/logs"],
    request: message({
      run_id: requiredText(),
      offset: int64(),
      lines: optional(list(message({ time: int64(), text: text() }))),
    }),
    response: message({ next_offset: int64(), status: RunStatus }),
    errors: ["RESOURCE_DOES_NOT_EXIST", "RESOURCE_CONFLICT"],
    access: onRun("edit"),
    doc:
      "Adds lines to what a run's program has printed. `offset` is the number of the first one; lines that are there already " +
      "stay as they are. The answer has the run's status too, which is KILLED when somebody wants the program to end.",
  }),
  output: endpoint({
    name: "runs.output",
    method: "GET",
    paths: ["/api/millrace/v1/runs/{run_id}/logs"],
    request: message({ run_id: requiredText(), offset: optional(int64()), max_results: optional(int64()) }),
    response: message({ lines: list(LogLine), next_offset: int64(), is_complete: bool() }),
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRun("read"),
    doc:
      "Gives lines of what a run's program has printed, from the number `offset` on; ask again with `next_offset` until " +
      "`is_complete` to follow it. Of a long output the last 100,000 lines are kept.",
  }),
  logModel: endpoint({
    name: "runs.logModel",
    method: "POST",
    paths: mlflow2("runs/log-model"),
    request: message({ run_id: requiredText(), model_json: requiredText() }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRun("edit"),
    doc: "Records a model of an MLflow 1 or 2 client in the run's tag `mlflow.log-model.history`.",
  }),
  logInputs: endpoint({
    name: "runs.logInputs",
    method: "POST",
    paths: mlflow2("runs/log-inputs"),
    request: message({
      run_id: requiredText(),
      datasets: optional(list(GivenDatasetInput)),
      models: optional(list(GivenModelInput)),
    }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRun("edit"),
    doc: "Records the datasets and models that a run read.",
  }),
  logOutputs: endpoint({
    name: "runs.logOutputs",
    method: "POST",
    paths: mlflow2("runs/outputs"),
    request: message({ run_id: requiredText(), models: list(GivenModelOutput) }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRun("edit"),
    doc: "Records the models that a run made.",
  }),
};
