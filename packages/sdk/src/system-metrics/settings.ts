import { checkEntityKey, invalidParameter } from "@millrace/contract";
import { readEnvironment } from "../config/environment.ts";

const DEFAULT_INTERVAL_MS = 10_000;
/** Timers can't wait longer. */
const MOST_MS = 2 ** 31 - 1;

/** How the load of the machine is logged by runs that start now. */
export interface SystemMetricsSettings {
  readonly isEnabled: boolean;
  readonly intervalMs: number;
  readonly samples: number;
  readonly nodeId: string | undefined;
}

/** What this program said. */
const said: { -readonly [Name in keyof SystemMetricsSettings]?: SystemMetricsSettings[Name] | undefined } = {};

/** What was said by this program, else by its environment, else MLflow's defaults. */
export function systemMetricsSettings(): SystemMetricsSettings {
  const environment = readEnvironment();
  const intervalMs = said.intervalMs ?? environment.systemMetricsIntervalMs ?? DEFAULT_INTERVAL_MS;
  return {
    isEnabled: said.isEnabled ?? environment.systemMetrics,
    intervalMs: Math.min(intervalMs, MOST_MS),
    samples: said.samples ?? environment.systemMetricsSamples ?? 1,
    nodeId: said.nodeId ?? environment.systemMetricsNodeId,
  };
}

/** Lets the runs that start from now on log the load of the machine, unless they say otherwise. */
export function enableSystemMetricsLogging(): void {
  said.isEnabled = true;
}

/** Lets the runs that start from now on not log the load of the machine, unless they say otherwise. */
export function disableSystemMetricsLogging(): void {
  said.isEnabled = false;
}

/**
 * Says how often runs that start from now on measure the load of the machine.
 * @param seconds between two samples; undefined: what the environment says, else 10
 * @throws MillraceError INVALID_PARAMETER_VALUE for what is no number above 0
 */
export function setSystemMetricsSamplingInterval(seconds: number | undefined): void {
  if (seconds !== undefined && !(seconds > 0)) {
    throw invalidParameter(`The sampling interval is ${seconds}; give seconds above 0.`);
  }
  said.intervalMs = seconds === undefined ? undefined : seconds * 1000;
}

/**
 * Says how many samples become one point in runs that start from now on.
 * @param samples undefined: what the environment says, else 1
 * @throws MillraceError INVALID_PARAMETER_VALUE for what is no whole number above 0
 */
export function setSystemMetricsSamplesBeforeLogging(samples: number | undefined): void {
  if (samples !== undefined && !(Number.isSafeInteger(samples) && samples > 0)) {
    throw invalidParameter(`The number of samples is ${samples}; give a whole number above 0.`);
  }
  said.samples = samples;
}

/**
 * Names this machine among several that log to one run: `system/<node>/cpu_utilization_percentage`.
 * @param nodeId undefined: what the environment says, else no name
 * @throws MillraceError INVALID_PARAMETER_VALUE for what can't be part of a metric's name
 */
export function setSystemMetricsNodeId(nodeId: string | undefined): void {
  if (nodeId !== undefined) checkEntityKey(nodeId, "nodeId");
  said.nodeId = nodeId;
}
