import { createFreshExperiment, createRunBody, post, runIdOf } from "../api.ts";
import { withConnection } from "../http.ts";
import { metrics, params, START, tags } from "../story.ts";
import { meanMs } from "../timing.ts";
import type { Row } from "./row.ts";

/** The life of a short run in three requests: create it, log a batch, end it. */
export const run: Row = {
  name: "run",
  story: "empty",
  figures: [
    {
      key: "run",
      title: "create run + batch (10 params, 20 metrics, 5 tags) + end",
      unit: "ms",
      goal: { mlflow: 30, fasttrackml: 5 },
      postgresGoal: 3,
      floor: [
        ["http-1", 3],
        ["commit", 3],
      ],
    },
  ],
  setup: async ({ port }) => {
    const experimentId = await withConnection(port, createFreshExperiment);
    const content = { metrics: metrics(1, 20), params: params(1, 10), tags: tags(1, 5) };
    const end = { status: "FINISHED", end_time: START + 1000 };
    return {
      measure: async (budgetMs) => ({
        run: await withConnection(port, (connection) =>
          meanMs(
            budgetMs,
            (i) => createRunBody(experimentId, `run-${i}`, START + i),
            async (create) => {
              const runId = runIdOf(await post(connection, "/runs/create", create));
              await post(connection, "/runs/log-batch", JSON.stringify({ run_id: runId, ...content }));
              await post(connection, "/runs/update", JSON.stringify({ run_id: runId, ...end }));
            },
          ),
        ),
      }),
    };
  },
};
