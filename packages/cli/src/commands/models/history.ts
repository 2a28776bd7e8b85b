import { endpoints, type ModelEvent } from "@millrace/contract";
import type { Command } from "commander";
import { addListing } from "../../command/listing.ts";
import { addPlain } from "../../command/plain.ts";
import type { Io } from "../../io.ts";
import { formatTime } from "../../render/time.ts";

const name = { flags: "-n, --name" };

/** Adds the commands about what model names meant and mean, and the way back. */
export function addHistory(group: Command, io: Io): void {
  addResolve(group, io);
  addTimeline(group, io);
  addAt(group, io);
  addReturn(group, io);
}

function addResolve(group: Command, io: Io): void {
  addPlain(group, io, "resolve", {
    endpoint: endpoints.models.resolve,
    flags: { uri: { flags: "-u, --uri" } },
    examples: [["models resolve -u models:/iris@champion", "See which version an alias means, and where it is"]],
    view: (found) => ({
      fields: [
        ["URI", found.uri],
        ["Kind", found.kind],
        ["Model", found.name],
        ["Version", found.version],
        ["Logged model", found.model_id],
        ["Run", found.run_id],
        ["Files", found.artifact_uri],
      ],
    }),
  });
}

function addTimeline(group: Command, io: Io): void {
  addListing(group, io, "history", {
    endpoint: endpoints.models.timeline,
    flags: { name, version: { flags: "-v, --version", doc: "Only changes of this version." }, kind: {} },
    examples: [
      ["models history -n iris", "See who changed what, the newest first"],
      ["models history -n iris --kind stage,alias", "See how stages and aliases moved"],
    ],
    items: (answer) => answer.events,
    columns: [
      { title: "Event", align: "right" },
      { title: "Time" },
      { title: "Who" },
      { title: "What" },
      { title: "Version", align: "right" },
      { title: "Before", isFlexible: true },
      { title: "After", isFlexible: true },
      { title: "Why", isFlexible: true },
    ],
    row: (event: ModelEvent) => [
      event.event_id,
      formatTime(event.time),
      event.user_id,
      [event.kind, event.subject].filter(Boolean).join(" "),
      event.version ?? "",
      event.old_value ?? "",
      event.new_value ?? "",
      event.reason,
    ],
    empty: "Nothing has changed.",
  });
}

function addAt(group: Command, io: Io): void {
  addPlain(group, io, "at", {
    endpoint: endpoints.models.at,
    flags: { name, time: {} },
    examples: [["models at -n iris --time 1767225600000", "See what was in production at the turn of the year"]],
    view: ({ stages, aliases }) => ({
      columns: [{ title: "Name" }, { title: "Version", align: "right" }],
      rows: [
        ...stages.map(({ stage, version }) => [stage, version]),
        ...aliases.map(({ alias, version }) => [`@${alias}`, version]),
      ],
      empty: "No stage or alias pointed to a version then.",
    }),
  });
}

function addReturn(group: Command, io: Io): void {
  addPlain(group, io, "return", {
    endpoint: endpoints.models.return,
    flags: {
      name,
      alias: { flags: "-a, --alias", doc: "The alias to point back." },
      stage: { flags: "-s, --stage", doc: "The stage to point back." },
      version: { flags: "-v, --version", doc: "The version to go back to." },
      event_id: {},
      reason: {},
    },
    examples: [
      ['models return -n iris -a champion -v 2 --reason "v3 is slow"', "Point an alias back at version 2"],
      ["models return -n iris -s Production --event-id 17", "Put back what was in production after event 17"],
    ],
    view: (answer, request) => {
      const pointer = request.alias === undefined ? `Stage ${request.stage}` : `Alias '${request.alias}'`;
      const { model_version: now } = answer;
      return `${pointer} of '${request.name}' ${now === undefined ? "is gone, as it was then" : `is version ${now.version}`}.`;
    },
  });
}
