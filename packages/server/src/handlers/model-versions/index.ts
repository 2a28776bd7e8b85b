import type { endpoints } from "@millrace/contract";
import type { NounHandlers } from "../handler.ts";
import { create } from "./create.ts";
import { deleteVersion } from "./delete.ts";
import { deleteTag } from "./delete-tag.ts";
import { get } from "./get.ts";
import { getDownloadUri } from "./get-download-uri.ts";
import { search } from "./search.ts";
import { setTag } from "./set-tag.ts";
import { transitionStage } from "./transition-stage.ts";
import { update } from "./update.ts";

/** The handlers of the endpoints of model versions. */
export const modelVersions: NounHandlers<typeof endpoints.modelVersions> = {
  create,
  get,
  update,
  delete: deleteVersion,
  search,
  transitionStage,
  getDownloadUri,
  setTag,
  deleteTag,
};
