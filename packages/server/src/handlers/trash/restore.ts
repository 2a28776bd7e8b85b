import { type endpoints, invalidParameter } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { countOf, idsOf } from "./ids.ts";

export const restore: Handler<typeof endpoints.trash.restore> = async (request, { store }) => {
  const ids = idsOf(request);
  if (countOf(ids) > 0) return { restored: await store.trash.restore(ids) };
  throw invalidParameter("Name what to restore with 'experiment_ids', 'run_ids' or 'logged_model_ids'.");
};
