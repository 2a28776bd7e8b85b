/** Starts a monitor, lets it be, and has nothing more to do. */
import { SystemMonitor } from "../../../src/system-metrics/index.ts";

const log = (): void => undefined;
new SystemMonitor({ intervalMs: 10, samples: 1, firstStep: 0, log, onError: log });
