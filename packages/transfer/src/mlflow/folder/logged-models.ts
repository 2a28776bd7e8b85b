import path from "node:path";
import type { LoggedModelRecord, ModelPointRecord } from "@millrace/store/transfer";
import { deletedAt, modelStatus } from "../values.ts";
import type { ExperimentFolder } from "./experiments.ts";
import { filesBelow, linesOf, readEntries } from "./files.ts";
import type { Described, Layout } from "./layout.ts";
import { parseModelMetricLine } from "./metric-file.ts";

/** A logged model with its folder and its points. */
export interface LoggedModelFolder {
  readonly folder: string;
  readonly model: LoggedModelRecord;
  readonly points: readonly ModelPointRecord[];
}

/** The logged models of an experiment, deleted ones too. */
export function* readLoggedModels(layout: Layout, experiment: ExperimentFolder): Generator<LoggedModelFolder> {
  for (const described of layout.loggedModels(experiment.folder)) {
    const { folder, meta } = described;
    const id = meta.text("model_id");
    if (id === null) {
      layout.note(folder, "meta.yaml lacks the model's id");
      continue;
    }
    const points = readPoints(layout, folder, id);
    yield { folder, model: toModel(id, experiment, described, points.length), points };
  }
}

function toModel(
  id: string,
  experiment: ExperimentFolder,
  { folder, meta }: Described,
  points: number,
): LoggedModelRecord {
  const deleted = meta.text("lifecycle_stage") === "deleted";
  const createdMs = meta.integer("creation_timestamp") ?? 0;
  const updatedMs = meta.integer("last_updated_timestamp") ?? createdMs;
  return {
    id,
    experimentId: experiment.id,
    name: meta.text("name") ?? "",
    modelType: meta.text("model_type") ?? "",
    sourceRunId: meta.text("source_run_id") ?? "",
    status: modelStatus(Number(meta.integer("status") ?? 0)),
    statusMessage: meta.text("status_message"),
    artifactUri: meta.text("artifact_location") ?? "",
    createdMs,
    updatedMs,
    deleted,
    deletedMs: deletedAt(deleted, updatedMs),
    params: readEntries(path.join(folder, "params")),
    tags: readEntries(path.join(folder, "tags")),
    points,
  };
}

function readPoints(layout: Layout, folder: string, modelId: string): ModelPointRecord[] {
  const metrics = path.join(folder, "metrics");
  const points = new Map<string, ModelPointRecord>();
  for (const key of filesBelow(metrics)) {
    for (const text of linesOf(path.join(metrics, key))) {
      if (text === "") continue;
      const line = parseModelMetricLine(Buffer.from(text, "latin1").toString("utf8"));
      if (line === undefined) {
        layout.note(path.join(metrics, key), "it has damaged lines");
        continue;
      }
      const { time, value, step, runId, dataset } = line;
      const datasetName = dataset?.name ?? null;
      const datasetDigest = dataset?.digest ?? null;
      // As in MLflow's databases, equal points count once.
      points.set(`${key}\n${text}`, { modelId, runId, key, step, timeMs: time, value, datasetName, datasetDigest });
    }
  }
  return [...points.values()];
}
