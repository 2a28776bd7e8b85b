import path from "node:path";
import type { ModelVersionRecord, RegisteredModelRecord } from "@millrace/store/transfer";
import { DELETED_STAGE, loggedModelOf, versionStatus } from "../values.ts";
import { readEntries } from "./files.ts";
import type { Described, Layout } from "./layout.ts";

/** A registered model with its versions that are not deleted. */
export interface RegisteredModel {
  readonly model: RegisteredModelRecord;
  readonly versions: readonly ModelVersionRecord[];
  readonly deletedVersions: number;
}

/** The registered models of a folder. */
export function* readRegistry(layout: Layout): Generator<RegisteredModel> {
  for (const { folder, meta } of layout.registeredModels()) {
    const name = meta.text("name");
    if (name === null) {
      layout.note(folder, "meta.yaml lacks the model's name");
      continue;
    }
    const all = [...layout.versions(folder)].filter((version) => hasNumber(layout, version));
    const kept = all.filter((version) => version.meta.text("current_stage") !== DELETED_STAGE);
    const createdMs = meta.integer("creation_timestamp") ?? 0;
    const model = {
      name,
      description: meta.text("description"),
      createdMs,
      updatedMs: meta.integer("last_updated_timestamp") ?? createdMs,
      lastVersion: Math.max(0, ...all.map(numberOf)),
      tags: readEntries(path.join(folder, "tags")),
      aliases: readAliases(layout, folder),
    };
    const versions = kept.map((version) => toVersion(name, version)).sort((a, b) => a.version - b.version);
    yield { model, versions, deletedVersions: all.length - kept.length };
  }
}

function readAliases(layout: Layout, model: string): RegisteredModelRecord["aliases"] {
  const folder = path.join(model, "aliases");
  return readEntries(folder).flatMap(({ key: alias, value }) => {
    if (/^\d{1,9}\s*$/.test(value)) return [{ alias, version: Number(value) }];
    layout.note(path.join(folder, alias), "it holds no version number");
    return [];
  });
}

function hasNumber(layout: Layout, version: Described): boolean {
  if (numberOf(version) > 0) return true;
  layout.note(version.folder, "meta.yaml lacks the version's number");
  return false;
}

function numberOf({ meta }: Described): number {
  return Number(meta.integer("version") ?? 0);
}

function toVersion(model: string, described: Described): ModelVersionRecord {
  const { folder, meta } = described;
  const source = meta.text("source") ?? "";
  const createdMs = meta.integer("creation_timestamp") ?? 0;
  return {
    model,
    version: numberOf(described),
    description: meta.text("description"),
    userId: meta.text("user_id"),
    stage: meta.text("current_stage") ?? "None",
    source,
    storageLocation: meta.text("storage_location"),
    runId: meta.text("run_id") ?? "",
    runLink: meta.text("run_link") ?? "",
    status: versionStatus(meta.text("status")),
    statusMessage: meta.text("status_message"),
    loggedModelId: meta.text("model_id") ?? loggedModelOf(source),
    createdMs,
    updatedMs: meta.integer("last_updated_timestamp") ?? createdMs,
    tags: readEntries(path.join(folder, "tags")),
  };
}
