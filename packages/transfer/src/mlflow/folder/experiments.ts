import path from "node:path";
import type { Int64 } from "@millrace/contract";
import type { DatasetRecord, ExperimentRecord } from "@millrace/store/transfer";
import { deletedAt } from "../values.ts";
import { readEntries } from "./files.ts";
import type { Described, Layout } from "./layout.ts";
import type { Meta } from "./meta.ts";

/** An experiment's folder with its id. */
export interface ExperimentFolder extends Described {
  readonly id: Int64;
}

/** The experiments that have an id. */
export function* experimentFolders(layout: Layout): Generator<ExperimentFolder> {
  for (const { folder, meta } of layout.experiments()) {
    const id = meta.integer("experiment_id");
    if (id === null || meta.text("name") === null) layout.note(folder, "meta.yaml lacks the experiment's id or name");
    else yield { folder, meta, id };
  }
}

/** An experiment with its tags. */
export function toExperiment({ folder, meta, id }: ExperimentFolder): ExperimentRecord {
  const deleted = meta.text("lifecycle_stage") === "deleted";
  const createdMs = meta.integer("creation_time") ?? 0;
  const updatedMs = meta.integer("last_update_time") ?? createdMs;
  return {
    id,
    name: meta.text("name") ?? "",
    artifactLocation: meta.text("artifact_location") ?? "",
    deleted,
    deletedMs: deletedAt(deleted, updatedMs),
    createdMs,
    updatedMs,
    tags: readEntries(path.join(folder, "tags")),
  };
}

/** The datasets of an experiment by the ids that its runs know them by. */
export function readDatasets(layout: Layout, { folder, id }: ExperimentFolder): Map<string, DatasetRecord> {
  const datasets = new Map<string, DatasetRecord>();
  for (const dataset of layout.datasets(folder)) {
    datasets.set(path.basename(dataset.folder), toDataset(id, dataset.meta));
  }
  return datasets;
}

function toDataset(experimentId: Int64, meta: Meta): DatasetRecord {
  return {
    experimentId,
    name: meta.text("name") ?? "",
    digest: meta.text("digest") ?? "",
    sourceType: meta.text("source_type") ?? "",
    source: meta.text("source") ?? "",
    schema: meta.text("schema"),
    profile: meta.text("profile"),
  };
}
