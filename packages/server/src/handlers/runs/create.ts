import { type endpoints, MillraceError } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { newRun } from "./new-run.ts";

export const create: Handler<typeof endpoints.runs.create> = async (request, { store }) => {
  if (!request.experiment_id) {
    throw new MillraceError("BAD_REQUEST", "Parameter 'experiment_id' is missing or empty; give it a value.");
  }
  return { run: await store.runs.create(newRun(request, request.experiment_id)) };
};
