import type { Run } from "@millrace/contract";
import type { RunLog } from "../logging/index.ts";
import { SystemMonitor, systemMetricsSettings } from "../system-metrics/index.ts";
import type { ActiveRun } from "./active-run.ts";
import { plainNumber } from "./entities/number.ts";
import { report } from "./report.ts";
import type { StartOptions } from "./start-options.ts";

const PREFIX = "system/";

/**
 * Logs the load of the machine to a run from its beginning to its end, where that is wanted. In a run that is resumed the
 * steps count on.
 * @param opening the log of the run, which says what the run has already
 */
export function watchSystem(run: ActiveRun, opening: Promise<RunLog>, { logSystemMetrics }: StartOptions): void {
  const { isEnabled, ...settings } = systemMetricsSettings();
  if (!(logSystemMetrics ?? isEnabled)) return;
  const begin = ({ run: before }: RunLog): void => {
    const monitor = new SystemMonitor({
      ...settings,
      firstStep: nextStep(before),
      log: (metrics, step) => run.logMetrics(metrics, step),
      onError: (error) => report(`Run ${run.runId} gets no more system metrics: ${String(error)}`),
    });
    run.accompany(monitor);
  };
  // A run that can't be opened says so by itself.
  opening.then(begin, () => undefined);
}

function nextStep(before: Run | undefined): number {
  const own = before?.data.metrics?.filter(({ key }) => key.startsWith(PREFIX)) ?? [];
  return own.reduce((next, { step }) => Math.max(next, plainNumber(step) + 1), 0);
}
