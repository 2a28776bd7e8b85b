import { setTimeout as sleep } from "node:timers/promises";
import { createFreshExperiment, createRun } from "../api.ts";
import { withConnection, withConnections } from "../http.ts";
import { memoryOf } from "../proc.ts";
import { percentile } from "../stats.ts";
import { START } from "../story.ts";
import { underLoad } from "./load-clients.ts";
import type { Figure, Row } from "./row.ts";

const CLIENTS = 64;

/** Milliseconds after the first healthy answer at which a server counts as idle. */
const SETTLE_MS = 2000;

const FIGURES: readonly Figure[] = [
  {
    key: "throughput",
    title: `${CLIENTS} clients writing and reading`,
    unit: "req/s",
    goal: { mlflow: 80, fasttrackml: 8 },
    floor: [["http-64", 1]],
  },
  { key: "p99", title: "  99th percentile of the answers", unit: "ms", goal: { mlflow: 50, fasttrackml: 8 } },
  { key: "errors", title: "  answers other than 200", unit: "errors", goal: {}, limit: 0 },
  { key: "idle", title: "memory (PSS), idle", unit: "MiB", goal: { mlflow: 20, fasttrackml: 1 / 4 } },
  { key: "after", title: "memory (PSS), after the load", unit: "MiB", goal: { mlflow: 20, fasttrackml: 1 / 4 } },
  { key: "idleRss", title: "  the same as RSS, idle", unit: "MiB", goal: {} },
  { key: "afterRss", title: "  the same as RSS, after the load", unit: "MiB", goal: {} },
];

/** Many clients at once for some seconds on a server that has just started, and the memory before and after. */
export const load: Row = {
  name: "load",
  story: "none",
  rounds: 3,
  figures: FIGURES,
  setup: async (target, sizes) => ({
    measure: async () => {
      const { pid } = await target.start();
      await sleep(SETTLE_MS);
      const idle = memoryOf(pid);
      const runIds = await withConnection(target.port, async (connection) => {
        const experimentId = await createFreshExperiment(connection);
        const ids: string[] = [];
        for (let i = 0; i < CLIENTS; i++) ids.push(await createRun(connection, experimentId, `client-${i}`, START + i));
        return { experimentId, ids };
      });
      const result = await withConnections(target.port, CLIENTS, (connections) =>
        underLoad(connections, runIds.experimentId, runIds.ids, sizes.loadMs),
      );
      const after = memoryOf(pid);
      await target.stop();
      return {
        throughput: (result.latencies.length * 1000) / result.elapsedMs,
        p99: percentile(result.latencies, 0.99),
        errors: result.errors,
        idle: idle.pss,
        after: after.pss,
        idleRss: idle.rss,
        afterRss: after.rss,
      };
    },
  }),
};
