import type { endpoints } from "@millrace/contract";
import type { NounHandlers } from "../handler.ts";
import { at } from "./at.ts";
import { resolve } from "./resolve.ts";
import { returnTo } from "./return.ts";
import { timeline } from "./timeline.ts";

/** The handlers of the history of registered models. */
export const models: NounHandlers<typeof endpoints.models> = { resolve, timeline, at, return: returnTo };
