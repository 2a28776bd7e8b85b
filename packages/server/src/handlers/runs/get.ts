import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { runIdOf } from "../run-id.ts";

export const get: Handler<typeof endpoints.runs.get> = (request, { store }) => store.runs.get(runIdOf(request));
