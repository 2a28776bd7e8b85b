import { ADMINISTRATOR, onEachGiven, onExperiment, onLoggedModel, onRun, SIGNED_IN } from "../access.ts";
import { endpoint } from "../endpoint.ts";
import { Job } from "../messages/job.ts";
import { TrashCounts, TrashItem, TrashKind } from "../messages/trash.ts";
import { bool, int64, list, message, optional, text } from "../schema.ts";

const ids = {
  experiment_ids: optional(list(text())),
  run_ids: optional(list(text())),
  logged_model_ids: optional(list(text())),
};

/** Deleted experiments, runs and logged models, beyond MLflow's protocol. */
export const trash = {
  list: endpoint({
    name: "trash.list",
    method: "GET",
    paths: ["/api/millrace/v1/trash"],
    request: message({
      kind: optional(list(TrashKind)),
      older_than: optional(text()),
      sizes: optional(bool()),
      max_results: optional(int64()),
      page_token: optional(text()),
    }),
    response: message({ items: list(TrashItem), next_page_token: optional(text()) }),
    errors: [],
    access: SIGNED_IN,
    doc:
      "Lists what is deleted, the latest first. With `sizes` each item says how much its artifacts take; at most " +
      "100,000 files are counted for a page, in at most ten seconds.",
  }),
  restore: endpoint({
    name: "trash.restore",
    method: "POST",
    paths: ["/api/millrace/v1/trash/restore"],
    request: message(ids),
    response: message({ restored: TrashCounts }),
    errors: ["RESOURCE_DOES_NOT_EXIST", "RESOURCE_CONFLICT"],
    access: onEachGiven(
      onExperiment("manage", "experiment_ids"),
      onRun("manage", "run_ids"),
      onLoggedModel("manage", "logged_model_ids"),
    ),
    doc: "Brings deleted experiments (with all their runs), runs and logged models back: all that are named, or none.",
  }),
  purge: endpoint({
    name: "trash.purge",
    method: "POST",
    paths: ["/api/millrace/v1/trash/purge"],
    request: message({
      ...ids,
      kinds: optional(list(TrashKind)),
      older_than: optional(text()),
      dry_run: optional(bool()),
      keep_artifacts: optional(bool()),
    }),
    response: message({ job: Job }),
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: ADMINISTRATOR,
    doc:
      "Removes what is deleted for good, rows and artifacts together, in a job whose result says how much that was and " +
      "what failed: the items that are named, or all of some kinds that were deleted longer ago than `older_than`.",
  }),
};
