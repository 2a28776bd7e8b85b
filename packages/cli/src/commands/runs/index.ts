import { endpoints } from "@millrace/contract";
import type { Command } from "commander";
import { asGroup } from "../../command/define.ts";
import { addListing } from "../../command/listing.ts";
import { addPlain } from "../../command/plain.ts";
import type { Io } from "../../io.ts";
import { runDocument } from "../../render/documents.ts";
import { runRows } from "../../render/runs.ts";
import { addCreate } from "./create.ts";
import { addSearch } from "./search.ts";

/** Fills `millrace runs`. */
export function runs(group: Command, io: Io): void {
  asGroup(group);
  addCreate(group, io);
  addListing(group, io, "list", {
    endpoint: endpoints.runs.search,
    doc: "Lists the runs of an experiment, the newest first.",
    flags: {
      experiment_ids: { flags: "--experiment-id", variable: "MLFLOW_EXPERIMENT_ID", isRequired: true },
      run_view_type: { flags: "-v, --view", doc: "Which runs. Default: active_only." },
    },
    examples: [
      ["runs list --experiment-id 1", "List the active runs of experiment 1"],
      ["runs list --experiment-id 1 -v deleted_only", "List those in the trash"],
    ],
    items: (answer) => answer.runs,
    ...runRows([]),
  });
  addSearch(group, io);
  addPlain(group, io, "describe", {
    endpoint: endpoints.runs.get,
    flags: { run_id: { isRequired: true } },
    examples: [
      ["runs describe --run-id 8f3a…", "Print all that is known of a run as JSON"],
      ["runs describe --run-id 8f3a… | jq .data.metrics", "Take its metrics out"],
    ],
    document: ({ run }) => runDocument(run),
  });
  addLifecycle(group, io);
  addTags(group, io);
}

function addLifecycle(group: Command, io: Io): void {
  addPlain(group, io, "delete", {
    endpoint: endpoints.runs.delete,
    flags: { run_id: {} },
    examples: [["runs delete --run-id 8f3a…", "Move a run to the trash"]],
    view: (_, request) =>
      `Run ${request.run_id} is in the trash. To undo: millrace runs restore --run-id ${request.run_id}`,
  });
  addPlain(group, io, "restore", {
    endpoint: endpoints.runs.restore,
    flags: { run_id: {} },
    examples: [["runs restore --run-id 8f3a…", "Bring a run back"]],
    view: (_, request) => `Run ${request.run_id} is active again.`,
  });
}

function addTags(group: Command, io: Io): void {
  addPlain(group, io, "set-tag", {
    endpoint: endpoints.runs.setTag,
    flags: { run_id: { isRequired: true }, key: {}, value: {} },
    examples: [["runs set-tag --run-id 8f3a… --key reviewed --value yes", "Set a tag"]],
    view: (_, request) => `Run ${request.run_id} has the tag '${request.key}'.`,
  });
  addPlain(group, io, "delete-tag", {
    endpoint: endpoints.runs.deleteTag,
    flags: { run_id: {}, key: {} },
    examples: [["runs delete-tag --run-id 8f3a… --key reviewed", "Remove a tag"]],
    view: (_, request) => `Run ${request.run_id} no longer has the tag '${request.key}'.`,
  });
}
