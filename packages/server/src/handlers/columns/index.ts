import type { endpoints } from "@millrace/contract";
import type { NounHandlers } from "../handler.ts";
import { keys } from "./keys.ts";
import { runTable } from "./run-table.ts";
import { series } from "./series.ts";

/** The handlers of the endpoints that read many values at once. */
export const columns: NounHandlers<typeof endpoints.columns> = {
  series,
  runTable,
  keys,
};
