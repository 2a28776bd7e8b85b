import { COUNTED, type Counted, type Counts, toCounts, uniquePoints } from "@millrace/store/transfer";
import { experimentFolders, readDatasets, toExperiment } from "./experiments.ts";
import type { Layout } from "./layout.ts";
import { readLoggedModels } from "./logged-models.ts";
import { readRegistry } from "./registry.ts";
import { readRuns, type RunFolder } from "./runs.ts";
import { readSeries } from "./series.ts";

type Tally = Map<Counted, number>;

/** Counts all of a folder anew; equal points of a metric count once. */
export async function countFolder(layout: Layout): Promise<Counts> {
  const tally: Tally = new Map(COUNTED.map((counted) => [counted, 0]));
  for (const experiment of experimentFolders(layout)) {
    const datasets = readDatasets(layout, experiment);
    add(tally, "experiments", 1);
    add(tally, "experiment tags", toExperiment(experiment).tags.length);
    add(tally, "datasets", datasets.size);
    for (const run of readRuns(layout, experiment, datasets)) {
      countRun(tally, layout, run);
      await new Promise(setImmediate);
    }
    for (const { model } of readLoggedModels(layout, experiment)) {
      add(tally, "logged models", 1);
      add(tally, "logged model parameters", model.params.length);
      add(tally, "logged model tags", model.tags.length);
      add(tally, "logged model points", model.points);
    }
  }
  for (const { model, versions } of readRegistry(layout)) {
    add(tally, "registered models", 1);
    add(tally, "registered model tags", model.tags.length);
    add(tally, "aliases", model.aliases.length);
    add(tally, "model versions", versions.length);
    for (const { tags } of versions) add(tally, "model version tags", tags.length);
  }
  return toCounts((counted) => tally.get(counted) ?? 0);
}

function countRun(tally: Tally, layout: Layout, found: RunFolder): void {
  const { run } = found;
  add(tally, "runs", 1);
  add(tally, "parameters", run.params.length);
  add(tally, "tags", run.tags.length);
  add(tally, "dataset inputs", run.datasets.length);
  for (const { tags } of run.datasets) add(tally, "dataset input tags", tags.length);
  for (const { direction } of run.models) add(tally, direction === "input" ? "model inputs" : "model outputs", 1);
  for (const series of readSeries(layout, found)) {
    add(tally, "metrics", 1);
    add(tally, "metric points", uniquePoints(series.points).values.length);
  }
}

function add(tally: Tally, counted: Counted, count: number): void {
  tally.set(counted, (tally.get(counted) ?? 0) + count);
}
