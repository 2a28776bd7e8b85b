import type { AnyEndpoint } from "../endpoint.ts";
import { artifacts } from "./artifacts.ts";
import { experiments } from "./experiments.ts";
import { metrics } from "./metrics.ts";
import { columns } from "./columns.ts";
import { jobs } from "./jobs.ts";
import { lineage } from "./lineage.ts";
import { loggedModels } from "./logged-models.ts";
import { models } from "./models.ts";
import { modelVersions } from "./model-versions.ts";
import { registeredModels } from "./registered-models.ts";
import { runs } from "./runs.ts";
import { server } from "./server.ts";
import { trash } from "./trash.ts";

/** Every endpoint of Millrace, by noun and verb. */
export const endpoints = {
  experiments,
  runs,
  metrics,
  server,
  columns,
  jobs,
  loggedModels,
  lineage,
  artifacts,
  registeredModels,
  modelVersions,
  models,
  trash,
};

const NOUNS: readonly Readonly<Record<string, AnyEndpoint>>[] = Object.values(endpoints);

/** Every endpoint as a list. */
export const ALL_ENDPOINTS: readonly AnyEndpoint[] = NOUNS.flatMap((noun) => Object.values(noun));
