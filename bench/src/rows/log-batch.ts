import { createFreshExperiment, createRun, post } from "../api.ts";
import { withConnection } from "../http.ts";
import { curve, START } from "../story.ts";
import { meanMs } from "../timing.ts";
import type { Row } from "./row.ts";

const POINTS = 1000;

/** A thousand points of one metric in one request, from one connection. */
export const logBatch: Row = {
  name: "log-batch",
  story: "empty",
  figures: [
    {
      key: "batch",
      title: `log-batch of ${POINTS} metrics`,
      unit: "ms",
      goal: { mlflow: 25, fasttrackml: 10 },
      postgresGoal: 3,
      floor: [
        ["http-1", 1],
        ["commit-1000", 1],
      ],
    },
  ],
  setup: async ({ port }) => {
    const runId = await withConnection(port, async (connection) =>
      createRun(connection, await createFreshExperiment(connection), "batches", START),
    );
    let batches = 0;
    const body = (): string => JSON.stringify({ run_id: runId, metrics: curve("loss", 1, POINTS * batches++, POINTS) });
    return {
      measure: async (budgetMs) => ({
        batch: await withConnection(port, (connection) =>
          meanMs(budgetMs, body, (json) => post(connection, "/runs/log-batch", json)),
        ),
      }),
    };
  },
};
