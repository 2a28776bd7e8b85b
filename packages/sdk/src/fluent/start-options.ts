import type { MillraceError } from "@millrace/contract";
import type { LoggedValue } from "./values.ts";

/** How a run starts. */
export interface StartOptions {
  /** Resumes the run that has this id. */
  readonly runId?: string;
  /** Default: a name that the server makes up. */
  readonly runName?: string;
  /** The experiment of the run. Default: that of the run it is nested in, else the one that was set. */
  readonly experimentId?: string;
  /** The same by name; it is made when it is not there. The id wins. */
  readonly experimentName?: string;
  /** Starts inside the active run, as its child. Without it a second run is refused while one is active. */
  readonly nested?: boolean;
  /** The run that it is a child of, in the place of the active one. */
  readonly parentRunId?: string;
  readonly tags?: Readonly<Record<string, LoggedValue>>;
  /** In Markdown. */
  readonly description?: string;
  /**
   * Whether the load of the machine is logged too, as metrics below `system/`. Default: what
   * `enableSystemMetricsLogging` or `disableSystemMetricsLogging` said, else `MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING`.
   */
  readonly logSystemMetrics?: boolean;
  /** Hears of what the server refused and of its absence. Default: a line on standard error. */
  readonly onError?: (error: MillraceError) => void;
}
