import type { endpoints } from "@millrace/contract";
import type { NounHandlers } from "../handler.ts";
import { get } from "./get.ts";

/** The handlers of the endpoints of lineage. */
export const lineage: NounHandlers<typeof endpoints.lineage> = { get };
