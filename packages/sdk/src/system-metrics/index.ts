export { SystemMonitor } from "./monitor.ts";
export type { MonitorOptions } from "./monitor.ts";
export {
  disableSystemMetricsLogging,
  enableSystemMetricsLogging,
  setSystemMetricsNodeId,
  setSystemMetricsSamplesBeforeLogging,
  setSystemMetricsSamplingInterval,
  systemMetricsSettings,
} from "./settings.ts";
