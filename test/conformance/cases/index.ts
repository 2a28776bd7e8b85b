import type { RequestCase } from "../src/case.ts";
import { artifactCases } from "./artifacts/index.ts";
import { experimentCases } from "./experiments/index.ts";
import { inputCases } from "./inputs/index.ts";
import { loggedModelCases } from "./logged-models/index.ts";
import { metricCases } from "./metrics/index.ts";
import { registryCases } from "./registry/index.ts";
import { runCases } from "./runs/index.ts";
import { searchCases } from "./search/index.ts";
import { serverCases } from "./server/index.ts";

/** Every request case of the suite. */
export const ALL_CASES: readonly RequestCase[] = [
  ...experimentCases,
  ...runCases,
  ...metricCases,
  ...inputCases,
  ...searchCases,
  ...artifactCases,
  ...registryCases,
  ...loggedModelCases,
  ...serverCases,
];
