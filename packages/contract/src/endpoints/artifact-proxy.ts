import { onArtifact } from "../access.ts";
import { DOWNLOAD } from "../download.ts";
import { endpoint, mlflowArtifacts } from "../endpoint.ts";
import { ArtifactInfo, GivenPart, PartCredential } from "../messages/artifact.ts";
import { RAW } from "../raw.ts";
import { int64, list, message, optional, requiredText, text, upload, wireTexts } from "../schema.ts";

const EMPTY = message({});
const atPath = { artifact_path: text() };

/** The artifact proxy: files below the server's own artifact store, which clients reach as `mlflow-artifacts:/<path>`. */
export const artifactProxy = {
  listProxied: endpoint({
    name: "artifacts.listProxied",
    method: "GET",
    paths: mlflowArtifacts("artifacts"),
    request: message({ path: optional(text()) }),
    response: message({ files: optional(list(ArtifactInfo)) }),
    errors: ["TEMPORARILY_UNAVAILABLE"],
    access: onArtifact("read", "path"),
    doc: "Lists a folder of the artifact proxy; a file, and what is not there, has nothing in it.",
  }),
  downloadProxied: endpoint({
    name: "artifacts.downloadProxied",
    method: "GET",
    paths: mlflowArtifacts("artifacts/{artifact_path*}"),
    request: message(atPath),
    response: DOWNLOAD,
    errors: ["RESOURCE_DOES_NOT_EXIST", "TEMPORARILY_UNAVAILABLE"],
    access: onArtifact("read"),
    doc: "Gives a file of the artifact proxy, or a range of it.",
  }),
  uploadProxied: endpoint({
    name: "artifacts.uploadProxied",
    method: "PUT",
    paths: mlflowArtifacts("artifacts/{artifact_path*}"),
    request: message({ ...atPath, content: upload() }),
    response: RAW,
    errors: ["RESOURCE_EXHAUSTED", "TEMPORARILY_UNAVAILABLE"],
    access: onArtifact("edit"),
    doc: "Writes a file of the artifact proxy: it is there when all of it has arrived, and not before.",
  }),
  deleteProxied: endpoint({
    name: "artifacts.deleteProxied",
    method: "DELETE",
    paths: mlflowArtifacts("artifacts/{artifact_path*}"),
    request: message(atPath),
    response: EMPTY,
    errors: ["ENDPOINT_NOT_FOUND", "TEMPORARILY_UNAVAILABLE"],
    access: onArtifact("edit"),
    doc: "Deletes a file or folder of the artifact proxy; one that is not there is no error.",
  }),
  createMultipart: endpoint({
    name: "artifacts.createMultipart",
    method: "POST",
    paths: mlflowArtifacts("mpu/create/{artifact_path*}"),
    request: message({ ...atPath, path: requiredText(), num_parts: optional(int64()) }),
    response: message({ upload_id: text(), credentials: list(PartCredential) }),
    errors: ["NOT_IMPLEMENTED", "TEMPORARILY_UNAVAILABLE"],
    access: onArtifact("edit"),
    doc: "Begins an upload in parts, which the client sends straight to the storage; `path` ends in the file's name.",
  }),
  completeMultipart: endpoint({
    name: "artifacts.completeMultipart",
    method: "POST",
    paths: mlflowArtifacts("mpu/complete/{artifact_path*}"),
    request: message({ ...atPath, path: requiredText(), upload_id: optional(text()), parts: list(GivenPart) }),
    response: EMPTY,
    errors: ["RESOURCE_DOES_NOT_EXIST", "NOT_IMPLEMENTED", "TEMPORARILY_UNAVAILABLE"],
    access: onArtifact("edit"),
    doc: "Makes a file of the parts of an upload.",
  }),
  abortMultipart: endpoint({
    name: "artifacts.abortMultipart",
    method: "POST",
    paths: mlflowArtifacts("mpu/abort/{artifact_path*}"),
    request: message({ ...atPath, path: requiredText(), upload_id: optional(text()) }),
    response: EMPTY,
    errors: ["NOT_IMPLEMENTED", "TEMPORARILY_UNAVAILABLE"],
    access: onArtifact("edit"),
    doc: "Ends an upload in parts and removes what was sent of it.",
  }),
  presignProxied: endpoint({
    name: "artifacts.presignProxied",
    method: "GET",
    paths: mlflowArtifacts("presigned/{artifact_path*}"),
    request: message(atPath),
    response: message({ url: text(), headers: wireTexts(), file_size: int64() }),
    errors: ["RESOURCE_DOES_NOT_EXIST", "NOT_IMPLEMENTED", "TEMPORARILY_UNAVAILABLE"],
    access: onArtifact("read"),
    doc: "Gives an address at which a file of the artifact proxy can be had straight from the storage for a while.",
  }),
};
