import { endpoints, isModelUri, type ModelVersion, parseModelUri, type RequestOf } from "@millrace/contract";
import type { Command } from "commander";
import { addGroup } from "../../command/define.ts";
import { addListing } from "../../command/listing.ts";
import { addPlain } from "../../command/plain.ts";
import type { Io } from "../../io.ts";
import { scriptDocument } from "../../render/documents.ts";
import { VERSION_ROWS, versionView } from "../../render/models.ts";

const name = { flags: "-n, --name" };
const version = { flags: "-v, --version", doc: "The version: its number." };

type NewVersion = RequestOf<typeof endpoints.modelVersions.create>;

interface OneVersion {
  readonly model_version: ModelVersion;
}

const onlyVersion = (answer: OneVersion): unknown => scriptDocument(answer.model_version);

/** Adds `millrace models versions`. */
export function addVersions(models: Command, io: Io): void {
  const group = addGroup(models, "versions", "Versions of registered models.");
  addListing(group, io, "list", {
    endpoint: endpoints.modelVersions.search,
    doc: "Lists versions of registered models, the latest changed first.",
    flags: { filter: { doc: "Only what matches this filter, such as \"name = 'iris'\"." }, order_by: {} },
    examples: [
      ["models versions list --filter \"name = 'iris'\"", "List the versions of a model"],
      ["models versions list --filter \"run_id = '8f3a…'\" --json", "Give those that a run made to a program"],
    ],
    items: (answer) => answer.model_versions,
    ...VERSION_ROWS,
  });
  addPlain(group, io, "create", {
    endpoint: endpoints.modelVersions.create,
    flags: {
      name,
      source: { flags: "-s, --source" },
      run_id: { doc: "Id of the run that made it. Default: the one that --source names." },
      model_id: {},
      description: { flags: "-d, --description", doc: "What is new in it, in Markdown." },
      run_link: {},
      tags: {},
    },
    examples: [
      ["models versions create -n iris -s runs:/8f3a…/model", "Make a version of a run's model"],
      ["models versions create -n iris -s models:/m-91bc…", "Make one of a logged model"],
    ],
    view: ({ model_version: made }) => `Created version ${made.version} of model '${made.name}'.`,
    document: onlyVersion,
    complete: withOrigin,
  });
  addPlain(group, io, "get", {
    endpoint: endpoints.modelVersions.get,
    flags: { name, version },
    examples: [["models versions get -n iris -v 3", "Show a version"]],
    view: ({ model_version: found }) => versionView(found),
    document: onlyVersion,
  });
  addChanges(group, io);
}

/** The run or logged model that the source names is where the version comes from. */
function withOrigin(request: NewVersion): NewVersion {
  if (!isModelUri(request.source)) return request;
  const source = parseModelUri(request.source, "source");
  if (source.kind === "run") return { run_id: source.runId, ...request };
  return source.kind === "logged-model" ? { model_id: source.modelId, ...request } : request;
}

function addChanges(group: Command, io: Io): void {
  addPlain(group, io, "update", {
    endpoint: endpoints.modelVersions.update,
    flags: { name, version, description: { flags: "-d, --description" } },
    examples: [['models versions update -n iris -v 3 -d "Trained on 2026 data"', "Set the description"]],
    view: (_, request) =>
      `The description of version ${request.version} of '${request.name}' is ${request.description ? "set" : "cleared"}.`,
    document: onlyVersion,
  });
  addPlain(group, io, "delete", {
    endpoint: endpoints.modelVersions.delete,
    flags: { name, version },
    examples: [["models versions delete -n iris -v 3", "Delete a version for good"]],
    view: (_, request) => `Version ${request.version} of '${request.name}' is deleted.`,
  });
  addPlain(group, io, "set-tag", {
    endpoint: endpoints.modelVersions.setTag,
    flags: { name, version, key: {}, value: {} },
    examples: [["models versions set-tag -n iris -v 3 --key millrace.versionName --value v3", "Give a version a name"]],
    view: (_, request) => `Version ${request.version} of '${request.name}' has the tag '${request.key}'.`,
  });
  addPlain(group, io, "delete-tag", {
    endpoint: endpoints.modelVersions.deleteTag,
    flags: { name, version, key: {} },
    examples: [["models versions delete-tag -n iris -v 3 --key reviewed", "Remove a tag"]],
    view: (_, request) => `Version ${request.version} of '${request.name}' no longer has the tag '${request.key}'.`,
  });
  addPlain(group, io, "transition-stage", {
    endpoint: endpoints.modelVersions.transitionStage,
    flags: { name, version, stage: { flags: "-s, --stage" }, archive_existing_versions: {} },
    examples: [
      [
        "models versions transition-stage -n iris -v 3 -s Production --archive-existing-versions",
        "Put version 3 into production and archive what was there",
      ],
    ],
    view: ({ model_version: moved }) => `Version ${moved.version} of '${moved.name}' is in ${moved.current_stage}.`,
    document: onlyVersion,
  });
}
