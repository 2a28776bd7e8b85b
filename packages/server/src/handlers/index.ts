import type { endpoints } from "@millrace/contract";
import { artifacts } from "./artifacts/index.ts";
import { columns } from "./columns/index.ts";
import { experiments } from "./experiments/index.ts";
import type { NounHandlers } from "./handler.ts";
import { jobs } from "./jobs/index.ts";
import { lineage } from "./lineage/index.ts";
import { loggedModels } from "./logged-models/index.ts";
import { metrics } from "./metrics/index.ts";
import { models } from "./models/index.ts";
import { modelVersions } from "./model-versions/index.ts";
import { registeredModels } from "./registered-models/index.ts";
import { runs } from "./runs/index.ts";
import { server } from "./server/index.ts";
import { trash } from "./trash/index.ts";

/** A handler for each endpoint of the contract. */
export type Handlers = { readonly [Noun in keyof typeof endpoints]: NounHandlers<(typeof endpoints)[Noun]> };

/** The handlers that the server binds. */
export const handlers: Handlers = {
  experiments,
  runs,
  metrics,
  server,
  columns,
  jobs,
  trash,
  lineage,
  loggedModels,
  artifacts,
  registeredModels,
  modelVersions,
  models,
};
