import path from "node:path";
import { PointsBuilder, type PointColumns, type SeriesRecord } from "@millrace/store/transfer";
import { linesOf } from "./files.ts";
import type { Layout } from "./layout.ts";
import { parseMetricLine } from "./metric-file.ts";
import type { RunFolder } from "./runs.ts";

/** The metrics of a run. */
export function* readSeries(layout: Layout, { folder, run }: RunFolder): Generator<SeriesRecord> {
  for (const { key } of run.series) {
    const points = readPoints(layout, path.join(folder, "metrics", key));
    if (points.values.length > 0) yield { runId: run.id, key, points };
  }
}

/** The points of a metric file; lines that can't be read are noted. */
function readPoints(layout: Layout, file: string): PointColumns {
  const points = new PointsBuilder();
  let bad = 0;
  for (const text of linesOf(file)) {
    if (text === "") continue;
    const line = parseMetricLine(text);
    if (line === undefined) bad += 1;
    else points.add(line.step, line.time, line.value);
  }
  if (bad > 0) layout.note(file, `${bad} of ${bad + points.count} lines are damaged`);
  return points.finish();
}
