import { onEachGiven, onLoggedModel, onRegisteredModel, onRun } from "../access.ts";
import { DOWNLOAD } from "../download.ts";
import { endpoint, mlflow2 } from "../endpoint.ts";
import { ArtifactList } from "../messages/artifact.ts";
import { RAW } from "../raw.ts";
import { int64, message, optional, requiredText, text, upload, wireTexts } from "../schema.ts";
import { artifactProxy } from "./artifact-proxy.ts";

const eitherId = { run_id: optional(text()), run_uuid: optional(text()) };

/** Artifacts: the files of runs and models. */
export const artifacts = {
  ...artifactProxy,
  list: endpoint({
    name: "artifacts.list",
    method: "GET",
    paths: mlflow2("artifacts/list"),
    request: message({ ...eitherId, path: optional(text()), page_token: optional(text()) }),
    response: ArtifactList,
    errors: ["RESOURCE_DOES_NOT_EXIST", "TEMPORARILY_UNAVAILABLE"],
    access: onRun("read"),
    doc: "Lists a folder of a run's artifacts; a file, and what is not there, has nothing in it.",
  }),
  get: endpoint({
    name: "artifacts.get",
    method: "GET",
    paths: ["/get-artifact"],
    request: message({ ...eitherId, path: text() }),
    response: DOWNLOAD,
    errors: ["RESOURCE_DOES_NOT_EXIST", "TEMPORARILY_UNAVAILABLE"],
    access: onRun("read"),
    doc: "Gives a file of a run's artifacts, or a range of it.",
  }),
  getOfVersion: endpoint({
    name: "artifacts.getOfVersion",
    method: "GET",
    paths: ["/model-versions/get-artifact"],
    request: message({ name: requiredText(), version: requiredText(), path: text() }),
    response: DOWNLOAD,
    errors: ["RESOURCE_DOES_NOT_EXIST", "PERMISSION_DENIED", "TEMPORARILY_UNAVAILABLE"],
    access: onRegisteredModel("read"),
    doc: "Gives a file of a model version, or a range of it.",
  }),
  getOfLoggedModel: endpoint({
    name: "artifacts.getOfLoggedModel",
    method: "GET",
    paths: ["/ajax-api/2.0/mlflow/logged-models/{model_id}/artifacts/files"],
    request: message({ model_id: requiredText(), artifact_file_path: optional(text()) }),
    response: DOWNLOAD,
    errors: ["BAD_REQUEST", "RESOURCE_DOES_NOT_EXIST", "TEMPORARILY_UNAVAILABLE"],
    access: onLoggedModel("read"),
    doc: "Gives a file of a logged model, or a range of it.",
  }),
  listOfLoggedModel: endpoint({
    name: "artifacts.listOfLoggedModel",
    method: "GET",
    paths: mlflow2("logged-models/{model_id}/artifacts/directories"),
    request: message({
      model_id: requiredText(),
      artifact_directory_path: optional(text()),
      page_token: optional(text()),
    }),
    response: ArtifactList,
    errors: ["RESOURCE_DOES_NOT_EXIST", "TEMPORARILY_UNAVAILABLE"],
    access: onLoggedModel("read"),
    doc: "Lists a folder of a logged model; a file, and what is not there, has nothing in it.",
  }),
  upload: endpoint({
    name: "artifacts.upload",
    method: "POST",
    paths: ["/ajax-api/2.0/mlflow/upload-artifact"],
    request: message({ run_uuid: requiredText(), path: requiredText(), content: upload() }),
    response: RAW,
    errors: ["RESOURCE_DOES_NOT_EXIST", "RESOURCE_EXHAUSTED", "TEMPORARILY_UNAVAILABLE"],
    access: onRun("edit", "run_uuid"),
    doc: "Writes a file of up to 10 MiB to a run's artifacts, as web pages do.",
  }),
  presignUpload: endpoint({
    name: "artifacts.presignUpload",
    method: "POST",
    paths: mlflow2("artifacts/presigned-upload-url"),
    request: message({
      run_id: optional(text()),
      model_id: optional(text()),
      path: requiredText(),
      expiration: optional(int64()),
    }),
    response: message({ presigned_url: text(), headers: wireTexts() }),
    errors: ["RESOURCE_DOES_NOT_EXIST", "NOT_IMPLEMENTED", "TEMPORARILY_UNAVAILABLE"],
    access: onEachGiven(onRun("edit"), onLoggedModel("edit")),
    doc: "Gives an address to which a file of a run or logged model can be sent straight to the storage for a while.",
  }),
  presignDownload: endpoint({
    name: "artifacts.presignDownload",
    method: "POST",
    paths: mlflow2("artifacts/presigned-download-url"),
    request: message({ run_id: requiredText(), path: requiredText(), expiration: optional(int64()) }),
    response: message({ presigned_url: text(), headers: wireTexts(), file_size: int64() }),
    errors: ["RESOURCE_DOES_NOT_EXIST", "NOT_IMPLEMENTED", "TEMPORARILY_UNAVAILABLE"],
    access: onRun("read"),
    doc: "Gives an address at which a file of a run can be had straight from the storage for a while.",
  }),
  archive: endpoint({
    name: "artifacts.archive",
    method: "GET",
    paths: ["/api/millrace/v1/artifacts/archive"],
    request: message({
      run_id: optional(text()),
      model_id: optional(text()),
      name: optional(text()),
      version: optional(text()),
      path: optional(text()),
    }),
    response: DOWNLOAD,
    errors: ["RESOURCE_DOES_NOT_EXIST", "PERMISSION_DENIED", "TEMPORARILY_UNAVAILABLE"],
    access: onEachGiven(onRun("read"), onLoggedModel("read"), onRegisteredModel("read")),
    doc: "Gives a folder of a run, a logged model or a model version, with all below it, as a zip file.",
  }),
};
