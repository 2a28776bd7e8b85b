import type { endpoints } from "@millrace/contract";
import type { NounHandlers } from "../handler.ts";
import { cancel } from "./cancel.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { log } from "./log.ts";

/** The handlers of jobs. */
export const jobs: NounHandlers<typeof endpoints.jobs> = { get, list, log, cancel };
