import type { ArtifactStores } from "@millrace/artifacts";
import type { Caller } from "@millrace/contract";
import type { Store } from "@millrace/store";
import type { ServerConfig } from "./config/config.ts";
import type { JobRunner } from "./jobs/runner.ts";
import type { RequestMetrics } from "./telemetry/request-metrics.ts";

/** What every handler works with. All but the caller is the same for the life of the server. */
export interface Context {
  readonly store: Store;
  readonly artifacts: ArtifactStores;
  readonly config: ServerConfig;
  readonly requestMetrics: RequestMetrics;
  readonly jobs: JobRunner;
  readonly caller: Caller;
}
