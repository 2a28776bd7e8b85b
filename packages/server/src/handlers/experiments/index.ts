import type { endpoints } from "@millrace/contract";
import type { NounHandlers } from "../handler.ts";
import { create } from "./create.ts";
import { deleteExperiment } from "./delete.ts";
import { deleteTag } from "./delete-tag.ts";
import { get } from "./get.ts";
import { getByName } from "./get-by-name.ts";
import { restore } from "./restore.ts";
import { search } from "./search.ts";
import { searchDatasets } from "./search-datasets.ts";
import { setTag } from "./set-tag.ts";
import { update } from "./update.ts";

/** The handlers of the endpoints of experiments. */
export const experiments: NounHandlers<typeof endpoints.experiments> = {
  create,
  get,
  getByName,
  update,
  delete: deleteExperiment,
  restore,
  setTag,
  deleteTag,
  search,
  searchByQuery: search,
  searchDatasets,
};
