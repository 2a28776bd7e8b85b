import { type endpoints, invalidParameter } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const finalize: Handler<typeof endpoints.loggedModels.finalize> = async (request, { store }) => {
  if (request.status === "LOGGED_MODEL_STATUS_UNSPECIFIED") {
    throw invalidParameter(
      "Parameter 'status' says nothing; expected LOGGED_MODEL_READY, LOGGED_MODEL_UPLOAD_FAILED or LOGGED_MODEL_PENDING.",
    );
  }
  return store.loggedModels.finalize(request.model_id, request.status);
};
