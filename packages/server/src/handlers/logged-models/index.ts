import type { endpoints } from "@millrace/contract";
import type { NounHandlers } from "../handler.ts";
import { create } from "./create.ts";
import { deleteLoggedModel } from "./delete.ts";
import { deleteTag } from "./delete-tag.ts";
import { finalize } from "./finalize.ts";
import { get } from "./get.ts";
import { logParams } from "./log-params.ts";
import { search } from "./search.ts";
import { setTags } from "./set-tags.ts";

/** The handlers of the endpoints of logged models. */
export const loggedModels: NounHandlers<typeof endpoints.loggedModels> = {
  create,
  get,
  finalize,
  delete: deleteLoggedModel,
  logParams,
  setTags,
  deleteTag,
  search,
};
