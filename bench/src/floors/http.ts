import { withConnections } from "../http.ts";
import { requestsPerSecond } from "../timing.ts";
import type { Floor } from "./types.ts";

const BODY = JSON.stringify({ run_id: "0".repeat(32), key: "loss", value: 0.5, timestamp: 1_700_000_000_000, step: 1 });

/** A bare Node HTTP server that answers a small JSON object, asked by the same client as the targets. */
export function httpFloor(port: number, connections: number): Floor {
  return {
    title: `bare Node HTTP server, ${connections} connection${connections === 1 ? "" : "s"}`,
    measure: (budgetMs) =>
      withConnections(port, connections, async (open) => {
        const perSecond = await requestsPerSecond(budgetMs, open, (connection) =>
          connection.request("POST", "/", BODY),
        );
        return 1000 / perSecond;
      }),
  };
}
