import type { endpoints } from "@millrace/contract";
import type { NounHandlers } from "../handler.ts";
import { getHistory } from "./get-history.ts";
import { getHistoryBulk } from "./get-history-bulk.ts";
import { getHistoryBulkInterval } from "./get-history-bulk-interval.ts";
import { log } from "./log.ts";

/** The handlers of the endpoints of metrics. */
export const metrics: NounHandlers<typeof endpoints.metrics> = {
  log,
  getHistory,
  getHistoryBulk,
  getHistoryBulkInterval,
};
