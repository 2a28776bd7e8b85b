import { endpoints, type Experiment } from "@millrace/contract";
import type { Command } from "commander";
import { asGroup } from "../../command/define.ts";
import { addListing } from "../../command/listing.ts";
import { addPlain } from "../../command/plain.ts";
import type { Io } from "../../io.ts";
import { experimentDocument } from "../../render/documents.ts";
import { formatTime } from "../../render/time.ts";
import { addCsv } from "./csv.ts";
import { addGet } from "./get.ts";

const id = { flags: "-x, --experiment-id" };

/** Fills `millrace experiments`. */
export function experiments(group: Command, io: Io): void {
  asGroup(group);
  addPlain(group, io, "create", {
    endpoint: endpoints.experiments.create,
    flags: {
      name: { flags: "-n, --experiment-name", doc: "Name of the experiment." },
      artifact_location: { flags: "-l, --artifact-location" },
      tags: { flags: "-t, --tags" },
    },
    examples: [["experiments create -n iris --tags team=botany", "Create an experiment with a tag"]],
    view: ({ experiment_id: made }, { name }) => `Created experiment ${made}, named '${name}'.`,
  });
  addSearch(group, io);
  addGet(group, io);
  addPlain(group, io, "rename", {
    endpoint: endpoints.experiments.update,
    flags: { experiment_id: id, new_name: {} },
    examples: [["experiments rename -x 1 --new-name iris-2026", "Rename experiment 1"]],
    view: (_, request) => `Experiment ${request.experiment_id} is now named '${request.new_name}'.`,
  });
  addPlain(group, io, "delete", {
    endpoint: endpoints.experiments.delete,
    flags: { experiment_id: id },
    examples: [["experiments delete -x 1", "Move experiment 1 and its runs to the trash"]],
    view: (_, request) =>
      `Experiment ${request.experiment_id} is in the trash, with its runs. To undo: ` +
      `millrace experiments restore -x ${request.experiment_id}`,
  });
  addPlain(group, io, "restore", {
    endpoint: endpoints.experiments.restore,
    flags: { experiment_id: id },
    examples: [["experiments restore -x 1", "Bring experiment 1 back"]],
    view: (_, request) => `Experiment ${request.experiment_id} is active again, with its runs.`,
  });
  addTags(group, io);
  addCsv(group, io);
}

function addSearch(group: Command, io: Io): void {
  addListing(group, io, "search", {
    endpoint: endpoints.experiments.search,
    doc: "Lists experiments.",
    flags: { view_type: { flags: "-v, --view" }, filter: {}, order_by: {} },
    examples: [
      ["experiments search", "List all active experiments"],
      ["experiments search -v all --filter \"tags.team = 'botany'\"", "Search by tag, in the trash too"],
      ["experiments search --json --max-results 10", "Give the latest ten to a program"],
    ],
    items: (answer) => answer.experiments,
    columns: [
      { title: "Id" },
      { title: "Name", isFlexible: true },
      { title: "Stage" },
      { title: "Created" },
      { title: "Artifact location", isFlexible: true },
    ],
    row: (experiment: Experiment) => [
      experiment.experiment_id,
      experiment.name,
      experiment.lifecycle_stage,
      formatTime(experiment.creation_time),
      experiment.artifact_location,
    ],
    empty: "There are no such experiments.",
    document: experimentDocument,
  });
}

function addTags(group: Command, io: Io): void {
  addPlain(group, io, "set-tag", {
    endpoint: endpoints.experiments.setTag,
    flags: { experiment_id: id, key: {}, value: {} },
    examples: [["experiments set-tag -x 1 --key team --value botany", "Set a tag"]],
    view: (_, request) => `Experiment ${request.experiment_id} has the tag '${request.key}'.`,
  });
  addPlain(group, io, "delete-tag", {
    endpoint: endpoints.experiments.deleteTag,
    flags: { experiment_id: id, key: {} },
    examples: [["experiments delete-tag -x 1 --key team", "Remove a tag"]],
    view: (_, request) => `Experiment ${request.experiment_id} no longer has the tag '${request.key}'.`,
  });
}
