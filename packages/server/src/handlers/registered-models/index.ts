import type { endpoints } from "@millrace/contract";
import type { NounHandlers } from "../handler.ts";
import { create } from "./create.ts";
import { deleteModel } from "./delete.ts";
import { deleteAlias } from "./delete-alias.ts";
import { deleteTag } from "./delete-tag.ts";
import { get } from "./get.ts";
import { getByAlias } from "./get-by-alias.ts";
import { getLatestVersions } from "./get-latest-versions.ts";
import { rename } from "./rename.ts";
import { search } from "./search.ts";
import { setAlias } from "./set-alias.ts";
import { setTag } from "./set-tag.ts";
import { update } from "./update.ts";

/** The handlers of the endpoints of registered models. */
export const registeredModels: NounHandlers<typeof endpoints.registeredModels> = {
  create,
  get,
  update,
  rename,
  delete: deleteModel,
  search,
  getLatestVersions,
  getLatestVersionsByQuery: getLatestVersions,
  setTag,
  deleteTag,
  setAlias,
  deleteAlias,
  getByAlias,
};
