import { historyCases } from "./history.ts";
import { intervalCases } from "./interval.ts";
import { logCases } from "./log.ts";

/** Every case about metrics. */
export const metricCases = [...logCases, ...historyCases, ...intervalCases];
