import type { Database } from "../database/sql.ts";
import { Claims } from "./claims.ts";
import { listTrash } from "./list.ts";
import { countRows, removeItem } from "./remove.ts";
import { restoreItems } from "./restore.ts";
import { checkItems, findItems, nextContents, nextItems } from "./select.ts";
import type { TrashStore } from "./trash-store.ts";

/** The trash of a database. */
export function trashStore(database: Database): TrashStore {
  const claims = new Claims(database);
  return {
    list: (query) => listTrash(database, query),
    restore: (ids) => restoreItems(database, ids),
    check: (ids, deletedBefore) => checkItems(database, ids, deletedBefore),
    find: (ids) => findItems(database, ids),
    next: (kind, deletedBefore, after, limit) => nextItems(database, kind, deletedBefore, after, limit),
    contents: (experiment, kind, after, limit) => nextContents(database, experiment, kind, after, limit),
    claimExperiment: (experiment) => claims.claimExperiment(experiment),
    judgeExperiment: (experiment) => claims.judgeExperiment(experiment),
    claim: (items, options) => claims.claim(items, options),
    judge: (items, options) => claims.judge(items, options),
    isFree: (item) => claims.isFree(item),
    remove: (item) => removeItem(database, item),
    release: (item) => claims.release(item),
    fail: (item, reason) => claims.fail(item, reason),
    countRows: (items) => countRows(database, items),
  };
}
