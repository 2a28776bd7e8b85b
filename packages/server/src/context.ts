import type { Store } from "@millrace/store";
import type { ServerConfig } from "./config/config.ts";
import type { RequestMetrics } from "./telemetry/request-metrics.ts";

/** What every handler works with; one for the life of the server. */
export interface Context {
  readonly store: Store;
  readonly config: ServerConfig;
  readonly requestMetrics: RequestMetrics;
}
