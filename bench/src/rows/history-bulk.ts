import { get, listAt } from "../api.ts";
import { HISTORY_KEY } from "../fill.ts";
import { withConnection } from "../http.ts";
import { meanMs } from "../timing.ts";
import { storyRunIds } from "./history-runs.ts";
import type { Row } from "./row.ts";

/** The server's own limit of points for each run. */
const SAMPLED = 2500;

/** Reads the sampled histories of several runs at once, as MLflow's page does for a chart. */
export const historyBulk: Row = {
  name: "history-bulk",
  story: "histories",
  targets: ["millrace", "mlflow"],
  figures: [
    {
      key: "bulk",
      title: "get-history-bulk-interval of long metrics",
      unit: "ms",
      goal: { mlflow: 100 },
      floor: [["http-1", 1]],
    },
  ],
  setup: async ({ port, name }, sizes) => {
    const path = await withConnection(port, async (connection) => {
      const ids = (await storyRunIds(connection)).map((id) => `run_ids=${id}`);
      return `/metrics/get-history-bulk-interval?${ids.join("&")}&metric_key=${HISTORY_KEY}`;
    });
    const points = await withConnection(
      port,
      async (connection) => listAt(await get(connection, path), "metrics").length,
    );
    const expected = Math.min(SAMPLED, sizes.points) * sizes.histories;
    if (points !== expected) throw new Error(`${name} gave ${points} points, not ${expected}`);
    return {
      measure: async (budgetMs) => ({
        bulk: await withConnection(port, (connection) =>
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
