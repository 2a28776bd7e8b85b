import { homedir, platform } from "node:os";
import path from "node:path";
import { invalidParameter } from "@millrace/contract";

const DEFAULT_TRACKING_URI = "http://127.0.0.1:5000";

/** What the environment says to a program that uses the SDK. An empty variable counts as absent. */
export interface Environment {
  /** `MILLRACE_TRACKING_URI`, else `MLFLOW_TRACKING_URI`, else a server on this machine at port 5000. */
  readonly trackingUri: string;
  /** `MLFLOW_TRACKING_TOKEN`. */
  readonly token: string | undefined;
  /** `MLFLOW_TRACKING_USERNAME`. */
  readonly username: string | undefined;
  /** `MLFLOW_TRACKING_PASSWORD`. */
  readonly password: string | undefined;
  /** `MLFLOW_EXPERIMENT_ID`, the experiment of runs that name none. */
  readonly experimentId: string | undefined;
  /** `MLFLOW_EXPERIMENT_NAME`; the id wins. */
  readonly experimentName: string | undefined;
  /** `MLFLOW_RUN_ID`, the run that the program's first run resumes. */
  readonly runId: string | undefined;
  /** `MILLRACE_SPOOL`, else a folder in the user's state folder. */
  readonly spool: string;
  /** `MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING`. */
  readonly systemMetrics: boolean;
  /** `MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL`, which is in seconds, in milliseconds. */
  readonly systemMetricsIntervalMs: number | undefined;
  /** `MLFLOW_SYSTEM_METRICS_SAMPLES_BEFORE_LOGGING`: how many samples become one point. */
  readonly systemMetricsSamples: number | undefined;
  /** `MLFLOW_SYSTEM_METRICS_NODE_ID`: what names this machine among several that log to one run. */
  readonly systemMetricsNodeId: string | undefined;
}

type Lookup = (name: string) => string | undefined;

/**
 * Reads the environment.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a variable that should hold a number and does not
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const text: Lookup = (name) => variables[name] || undefined;
  const seconds = positiveNumber(text, "MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL");
  return {
    trackingUri: text("MILLRACE_TRACKING_URI") ?? text("MLFLOW_TRACKING_URI") ?? DEFAULT_TRACKING_URI,
    token: text("MLFLOW_TRACKING_TOKEN"),
    username: text("MLFLOW_TRACKING_USERNAME"),
    password: text("MLFLOW_TRACKING_PASSWORD"),
    experimentId: text("MLFLOW_EXPERIMENT_ID"),
    experimentName: text("MLFLOW_EXPERIMENT_NAME"),
    runId: text("MLFLOW_RUN_ID"),
    spool: text("MILLRACE_SPOOL") ?? path.join(stateFolder(text), "millrace", "spool"),
    systemMetrics: /^(?:true|1)$/i.test(text("MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING") ?? ""),
    systemMetricsIntervalMs: seconds === undefined ? undefined : seconds * 1000,
    systemMetricsSamples: positiveNumber(text, "MLFLOW_SYSTEM_METRICS_SAMPLES_BEFORE_LOGGING"),
    systemMetricsNodeId: text("MLFLOW_SYSTEM_METRICS_NODE_ID"),
  };
}

function positiveNumber(text: Lookup, name: string): number | undefined {
  const given = text(name);
  if (given === undefined) return undefined;
  const value = Number(given);
  if (Number.isFinite(value) && value > 0) return value;
  throw invalidParameter(`The environment variable ${name} is '${given}'; give it a number above 0, or unset it.`);
}

/** Where programs of this user keep what should outlive them. */
function stateFolder(text: Lookup): string {
  if (platform() === "win32") return text("LOCALAPPDATA") ?? path.join(homedir(), "AppData", "Local");
  if (platform() === "darwin") return path.join(homedir(), "Library", "Application Support");
  const folder = text("XDG_STATE_HOME");
  // A relative one is to be ignored, says its specification.
  return folder !== undefined && path.isAbsolute(folder) ? folder : path.join(homedir(), ".local", "state");
}
