import { createFreshExperiment, createRun, post } from "../api.ts";
import { withConnection, withConnections } from "../http.ts";
import { noise, START } from "../story.ts";
import { meanMs, requestsPerSecond } from "../timing.ts";
import type { Row } from "./row.ts";

const CLIENTS = 16;

/** One metric in each request: from one connection, and from sixteen at once, each with a run of its own. */
export const logMetric: Row = {
  name: "log-metric",
  story: "empty",
  beside: ["fdatasync"],
  figures: [
    {
      key: "one",
      title: "log one metric, 1 connection",
      unit: "ms",
      goal: { mlflow: 20, fasttrackml: 3 },
      postgresGoal: 3,
      floor: [
        ["http-1", 1],
        ["commit", 1],
      ],
    },
    {
      key: "many",
      title: `log one metric, ${CLIENTS} connections`,
      unit: "req/s",
      goal: { mlflow: 80, fasttrackml: 6 },
      postgresGoal: 3,
      floor: [
        ["http-16", 1],
        ["commit", 1 / CLIENTS],
      ],
    },
  ],
  setup: async ({ port }) => {
    const runIds = await withConnection(port, async (connection) => {
      const experimentId = await createFreshExperiment(connection);
      const ids: string[] = [];
      for (let i = 0; i < CLIENTS; i++) ids.push(await createRun(connection, experimentId, `run-${i}`, START));
      return ids;
    });
    let step = 0;
    const body = (client: number): string =>
      `{"run_id":"${runIds[client]}","key":"loss","value":${noise(0, step)},"timestamp":${START + step},"step":${step++}}`;
    return {
      measure: async (budgetMs) => ({
        one: await withConnection(port, (connection) =>
          meanMs(
            budgetMs,
            () => body(0),
            (json) => post(connection, "/runs/log-metric", json),
          ),
        ),
        many: await withConnections(port, CLIENTS, (connections) =>
          requestsPerSecond(budgetMs, connections, (connection, client) =>
            post(connection, "/runs/log-metric", body(client)),
          ),
        ),
      }),
    };
  },
};
