import { get, listAt } from "../api.ts";
import { HISTORY_KEY } from "../fill.ts";
import { withConnection } from "../http.ts";
import { meanMs } from "../timing.ts";
import { storyRunIds } from "./history-runs.ts";
import type { Row } from "./row.ts";

/** Reads every point of one long metric in one answer. */
export const history: Row = {
  name: "history",
  story: "histories",
  figures: [
    {
      key: "history",
      title: "history of one long metric",
      unit: "ms",
      goal: { mlflow: 20, fasttrackml: 3 },
      floor: [["http-1", 1]],
    },
  ],
  setup: async ({ port, name }, sizes) => {
    const path = await withConnection(port, async (connection) => {
      const [runId] = await storyRunIds(connection);
      return `/metrics/get-history?run_id=${runId}&metric_key=${HISTORY_KEY}`;
    });
    const points = await withConnection(
      port,
      async (connection) => listAt(await get(connection, path), "metrics").length,
    );
    if (points !== sizes.points) throw new Error(`${name} gave ${points} of ${sizes.points} points`);
    return {
      measure: async (budgetMs) => ({
        history: await withConnection(port, (connection) =>
          meanMs(
            budgetMs,
            () => path,
            (url) => get(connection, url),
          ),
        ),
      }),
    };
  },
};
