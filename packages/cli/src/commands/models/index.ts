import { endpoints, type RegisteredModel } from "@millrace/contract";
import type { Command } from "commander";
import { asGroup } from "../../command/define.ts";
import { addListing } from "../../command/listing.ts";
import { addPlain } from "../../command/plain.ts";
import type { Io } from "../../io.ts";
import { modelView, tagged } from "../../render/models.ts";
import { formatTime } from "../../render/time.ts";
import { addHistory } from "./history.ts";
import { addConvert } from "./serving/convert.ts";
import { addPredict } from "./serving/predict.ts";
import { addPrepareEnv } from "./serving/prepare-env.ts";
import { addServe } from "./serving/serve.ts";
import { addVersions } from "./versions.ts";

const name = { flags: "-n, --name" };
const newName = { flags: "-n, --name", doc: "Name of the registered model; it must be new." };
const version = { flags: "-v, --version", doc: "The version: its number." };

/** Fills `millrace models`: the registry, and what serves models. */
export function models(group: Command, io: Io): void {
  asGroup(group);
  addList(group, io);
  addPlain(group, io, "create", {
    endpoint: endpoints.registeredModels.create,
    flags: {
      name: newName,
      description: { flags: "-d, --description", doc: "What the model is, in Markdown." },
      tags: {},
    },
    examples: [['models create -n iris -d "Tells irises apart"', "Create a model"]],
    view: ({ registered_model: model }) => `Created registered model '${model.name}'.`,
    document: (answer) => answer.registered_model,
  });
  addPlain(group, io, "get", {
    endpoint: endpoints.registeredModels.get,
    flags: { name },
    examples: [["models get -n iris", "Show a model with its stages and aliases"]],
    view: ({ registered_model: model }) => modelView(model),
    document: (answer) => answer.registered_model,
  });
  addPlain(group, io, "update", {
    endpoint: endpoints.registeredModels.update,
    flags: { name, description: { flags: "-d, --description" } },
    examples: [['models update -n iris -d "Tells irises apart"', "Set the description"]],
    view: (_, request) => `The description of '${request.name}' is ${request.description ? "set" : "cleared"}.`,
    document: (answer) => answer.registered_model,
  });
  addPlain(group, io, "rename", {
    endpoint: endpoints.registeredModels.rename,
    flags: { name, new_name: {} },
    examples: [["models rename -n iris --new-name flowers", "Rename a model"]],
    view: (_, request) => `Model '${request.name}' is now named '${request.new_name}'.`,
    document: (answer) => answer.registered_model,
  });
  addPlain(group, io, "delete", {
    endpoint: endpoints.registeredModels.delete,
    flags: { name },
    examples: [["models delete -n iris", "Delete a model and its versions for good"]],
    view: (_, request) => `Model '${request.name}' is deleted, with its versions.`,
  });
  addTagsAndAliases(group, io);
  addVersions(group, io);
  addHistory(group, io);
  addServe(group, io);
  addPredict(group, io);
  addPrepareEnv(group, io);
  addConvert(group, io);
}

function addList(group: Command, io: Io): void {
  addListing(group, io, "list", {
    endpoint: endpoints.registeredModels.search,
    doc: "Lists registered models.",
    flags: { filter: {}, order_by: {} },
    examples: [
      ["models list", "List all models"],
      ['models list --filter "name LIKE \'iris%\'" --order-by "last_updated_timestamp DESC"', "Search by name"],
    ],
    items: (answer) => answer.registered_models,
    columns: [
      { title: "Name", isFlexible: true },
      { title: "Latest", align: "right" },
      { title: "Aliases", isFlexible: true },
      { title: "Updated" },
      { title: "Description", isFlexible: true },
    ],
    row: (model: RegisteredModel) => [
      model.name,
      String(Math.max(0, ...(model.latest_versions ?? []).map((one) => Number(one.version))) || ""),
      (model.aliases ?? []).map((alias) => `${alias.alias}→${alias.version}`).join(" "),
      formatTime(model.last_updated_timestamp),
      model.description ?? "",
    ],
    empty: "There are no such models. Make one with `millrace models create --name <name>`.",
    document: tagged,
  });
}

function addTagsAndAliases(group: Command, io: Io): void {
  addPlain(group, io, "set-tag", {
    endpoint: endpoints.registeredModels.setTag,
    flags: { name, key: {}, value: {} },
    examples: [["models set-tag -n iris --key team --value botany", "Set a tag"]],
    view: (_, request) => `Model '${request.name}' has the tag '${request.key}'.`,
  });
  addPlain(group, io, "delete-tag", {
    endpoint: endpoints.registeredModels.deleteTag,
    flags: { name, key: {} },
    examples: [["models delete-tag -n iris --key team", "Remove a tag"]],
    view: (_, request) => `Model '${request.name}' no longer has the tag '${request.key}'.`,
  });
  addPlain(group, io, "set-alias", {
    endpoint: endpoints.registeredModels.setAlias,
    flags: { name, alias: { flags: "-a, --alias" }, version },
    examples: [["models set-alias -n iris -a champion -v 3", "Point models:/iris@champion at version 3"]],
    view: (_, request) => `models:/${request.name}@${request.alias} is version ${request.version}.`,
  });
  addPlain(group, io, "delete-alias", {
    endpoint: endpoints.registeredModels.deleteAlias,
    flags: { name, alias: { flags: "-a, --alias" } },
    examples: [["models delete-alias -n iris -a champion", "Remove an alias"]],
    view: (_, request) => `Model '${request.name}' no longer has the alias '${request.alias}'.`,
  });
}
