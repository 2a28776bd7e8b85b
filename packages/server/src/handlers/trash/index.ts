import type { endpoints } from "@millrace/contract";
import type { NounHandlers } from "../handler.ts";
import { list } from "./list.ts";
import { purge } from "./purge.ts";
import { restore } from "./restore.ts";

/** The handlers of the trash. */
export const trash: NounHandlers<typeof endpoints.trash> = { list, restore, purge };
