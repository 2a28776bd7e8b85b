import type { ModelVersion, RegisteredModel } from "@millrace/contract";
import type { Cell, Column } from "./cell.ts";
import { scriptDocument } from "./documents.ts";
import { formatTime } from "./time.ts";
import type { View } from "./view.ts";

/** What programs get of a model or a version: tags by key. */
export function tagged(thing: RegisteredModel | ModelVersion): unknown {
  return scriptDocument(thing);
}

/** A registered model with its stages and aliases. */
export function modelView(model: RegisteredModel): View {
  return {
    fields: [
      ["Name", model.name],
      ["Description", model.description || undefined],
      ["Created", formatTime(model.creation_timestamp)],
      ["Last updated", formatTime(model.last_updated_timestamp)],
      ...(model.latest_versions ?? []).map(
        (version) => [`Latest in ${version.current_stage}`, version.version] as const,
      ),
      ...(model.aliases ?? []).map(({ alias, version }) => [`Alias ${alias}`, version] as const),
      ...(model.tags ?? []).map(({ key, value }) => [`Tag ${key}`, value] as const),
    ],
  };
}

/** A version with all that is known of it. */
export function versionView(version: ModelVersion): View {
  return {
    fields: [
      ["Model", version.name],
      ["Version", version.version],
      ["Stage", version.current_stage],
      ["Aliases", version.aliases?.join(" ")],
      ["Description", version.description || undefined],
      ["Status", version.status],
      ["Source", version.source],
      ["Run", version.run_id || undefined],
      ["Run link", version.run_link || undefined],
      ["Created", formatTime(version.creation_timestamp)],
      ["Last updated", formatTime(version.last_updated_timestamp)],
      ...(version.tags ?? []).map(({ key, value }) => [`Tag ${key}`, value] as const),
    ],
  };
}

/** How versions are listed. */
export const VERSION_ROWS = {
  columns: [
    { title: "Model", isFlexible: true },
    { title: "Version", align: "right" },
    { title: "Stage" },
    { title: "Created" },
    { title: "Run" },
    { title: "Source", isFlexible: true },
  ] satisfies readonly Column[],
  row: (version: ModelVersion): readonly Cell[] => [
    version.name,
    version.version,
    version.current_stage,
    formatTime(version.creation_timestamp),
    version.run_id,
    version.source,
  ],
  empty: "There are no such versions.",
  document: tagged,
};
