/** Fills a running target with one of the stories, through its REST interface. */
import { createExperiment, createRun, logBatch } from "./api.ts";
import { withConnections, type HttpConnection } from "./http.ts";
import type { Sizes } from "./sizes.ts";
import { curve, searchedRun, START } from "./story.ts";

/** What a target's database holds before a row is measured. */
export type Story = "empty" | "runs" | "histories";

/** The name of the experiment that a story fills. */
export const EXPERIMENT = "bench-story";

/** The metric whose histories are filled. */
export const HISTORY_KEY = "loss";

const WRITERS = 4;
const BATCH = 1000;

/** The part of the sizes that a story's data depends on. */
export function storySize(story: Story, sizes: Sizes): readonly number[] {
  if (story === "runs") return [sizes.runs];
  return story === "histories" ? [sizes.histories, sizes.points] : [];
}

/** Writes the story. Runs are written by several connections; the start time, not the order, tells them apart. */
export async function fill(port: number, story: Story, sizes: Sizes): Promise<void> {
  if (story === "empty") return;
  await withConnections(port, WRITERS, async (connections) => {
    const [first] = connections;
    if (first === undefined) return;
    const experimentId = await createExperiment(first, EXPERIMENT);
    const count = story === "runs" ? sizes.runs : sizes.histories;
    const write = story === "runs" ? writeSearchedRun : writeHistory;
    let next = 0;
    const writer = async (connection: HttpConnection): Promise<void> => {
      while (next < count) await write(connection, experimentId, next++, sizes);
    };
    await Promise.all(connections.map(writer));
  });
}

async function writeSearchedRun(connection: HttpConnection, experimentId: string, i: number): Promise<void> {
  const run = searchedRun(i);
  await logBatch(connection, await createRun(connection, experimentId, run.name, run.startTime), run.batch);
}

async function writeHistory(connection: HttpConnection, experimentId: string, i: number, sizes: Sizes): Promise<void> {
  const runId = await createRun(connection, experimentId, `history-${i}`, START + i * 1000);
  for (let from = 0; from < sizes.points; from += BATCH) {
    const count = Math.min(BATCH, sizes.points - from);
    await logBatch(connection, runId, { metrics: curve(HISTORY_KEY, i, from, count) });
  }
}
