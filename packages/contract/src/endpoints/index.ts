import type { AnyEndpoint } from "../endpoint.ts";
import { experiments } from "./experiments.ts";
import { metrics } from "./metrics.ts";
import { columns } from "./columns.ts";
import { runs } from "./runs.ts";
import { server } from "./server.ts";

/** Every endpoint of Millrace, by noun and verb. */
export const endpoints = { experiments, runs, metrics, server, columns };

const NOUNS: readonly Readonly<Record<string, AnyEndpoint>>[] = Object.values(endpoints);

/** Every endpoint as a list. */
export const ALL_ENDPOINTS: readonly AnyEndpoint[] = NOUNS.flatMap((noun) => Object.values(noun));
