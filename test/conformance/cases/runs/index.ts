import { batchCases } from "./batch.ts";
import { createCases } from "./create.ts";
import { lifecycleCases } from "./lifecycle.ts";
import { modelCases } from "./models.ts";
import { parameterCases } from "./parameters.ts";
import { tagCases } from "./tags.ts";

/** Every case about runs but searching them. */
export const runCases = [
  ...createCases,
  ...lifecycleCases,
  ...tagCases,
  ...parameterCases,
  ...batchCases,
  ...modelCases,
];
