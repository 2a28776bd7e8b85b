import type { Database } from "../database/sql.ts";
import type { LoggedModelStore } from "./logged-model-store.ts";
import { LoggedModels } from "./logged-models.ts";
import { readLoggedModel } from "./read.ts";
import { searchLoggedModels } from "./search.ts";

/** The logged models of a database. */
export function loggedModelStore(database: Database): LoggedModelStore {
  const models = new LoggedModels(database);
  return {
    create: (model) => models.create(model),
    get: (modelId, options) => readLoggedModel(database, modelId, options?.allowDeleted === true),
    info: (modelId) => models.info(modelId),
    finalize: async (modelId, status) => {
      await models.finalize(modelId, status);
      return readLoggedModel(database, modelId, true);
    },
    delete: (modelId) => models.delete(modelId),
    logParams: (modelId, params) => models.logParams(modelId, params),
    setTags: (modelId, tags) => models.setTags(modelId, tags),
    deleteTag: (modelId, key) => models.deleteTag(modelId, key),
    search: (query) => searchLoggedModels(database, query),
  };
}
