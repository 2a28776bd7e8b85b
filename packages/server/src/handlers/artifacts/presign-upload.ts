import { type endpoints, invalidParameter, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { checkFilePath, modelPlace, runPlace } from "./places.ts";
import { checkDirect, expirationOf, noAddresses } from "./presign.ts";

export const presignUpload: Handler<typeof endpoints.artifacts.presignUpload> = async (request, context) => {
  const { run_id = "", model_id = "" } = request;
  const path = checkFilePath(request.path, "path");
  if ((run_id === "") === (model_id === "")) {
    throw invalidParameter("Give either the parameter 'run_id' or 'model_id', and not both.");
  }
  const seconds = expirationOf(request.expiration, LIMITS.presignedUploadSecondsDefault);
  const place = await (model_id === "" ? runPlace({ run_id }, context) : modelPlace(model_id, context));
  checkDirect(place.uri);
  if (place.store.presignUpload === undefined) throw noAddresses("upload");
  const { url, headers } = await place.store.presignUpload(path, seconds);
  return { presigned_url: url, headers };
};
