import { createFreshExperiment, createRun, get, logBatch } from "../api.ts";
import { withConnection } from "../http.ts";
import { metrics, params, START } from "../story.ts";
import { meanMs } from "../timing.ts";
import type { Row } from "./row.ts";

const ITEMS = 50;

/** Reads one run that has fifty params and fifty metrics. */
export const getRun: Row = {
  name: "get-run",
  story: "empty",
  figures: [
    {
      key: "get",
      title: `get a run with ${ITEMS} params and ${ITEMS} metrics`,
      unit: "ms",
      goal: { mlflow: 30, fasttrackml: 2.5 },
      postgresGoal: 3,
      floor: [["http-1", 1]],
    },
  ],
  setup: async ({ port }) => {
    const runId = await withConnection(port, async (connection) => {
      const id = await createRun(connection, await createFreshExperiment(connection), "read", START);
      await logBatch(connection, id, { metrics: metrics(1, ITEMS), params: params(1, ITEMS) });
      return id;
    });
    return {
      measure: async (budgetMs) => ({
        get: await withConnection(port, (connection) =>
          meanMs(
            budgetMs,
            () => `/runs/get?run_id=${runId}`,
            (path) => get(connection, path),
          ),
        ),
      }),
    };
  },
};
