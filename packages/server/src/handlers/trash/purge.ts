import { type endpoints, invalidParameter } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { deletedBefore } from "../../trash/age.ts";
import { purgeJob } from "../../trash/job.ts";
import { countOf, idsOf } from "./ids.ts";

export const purge: Handler<typeof endpoints.trash.purge> = async (request, { store, jobs, caller }) => {
  const ids = idsOf(request);
  const kinds = [...new Set(request.kinds)];
  if (countOf(ids) > 0 && kinds.length > 0) throw invalidParameter("Give ids or 'kinds', not both.");
  const before = deletedBefore(request.older_than, "older_than");
  await store.trash.check(ids, before);
  const input = {
    experiment_ids: [...ids.experimentIds],
    run_ids: [...ids.runIds],
    logged_model_ids: [...ids.loggedModelIds],
    kinds,
    deleted_before: before,
    dry_run: request.dry_run ?? false,
    keep_artifacts: request.keep_artifacts ?? false,
  };
  const job = await jobs.queue(purgeJob(input, caller));
  if (job === undefined) throw new TypeError("The purge was not queued though it has no unique key.");
  return { job };
};
