import { aliasCases } from "./aliases.ts";
import { copyCases } from "./copies.ts";
import { modelCases } from "./models.ts";
import { nameCases } from "./names.ts";
import { promptCases } from "./prompts.ts";
import { modelSearchCases } from "./search-models.ts";
import { versionSearchCases } from "./search-versions.ts";
import { sourceCases } from "./sources.ts";
import { stageCases } from "./stages.ts";
import { tagCases } from "./tags.ts";
import { versionCases } from "./versions.ts";

/** Every case about registered models and their versions. */
export const registryCases = [
  ...modelCases,
  ...tagCases,
  ...versionCases,
  ...sourceCases,
  ...copyCases,
  ...stageCases,
  ...modelSearchCases,
  ...versionSearchCases,
  ...promptCases,
  ...aliasCases,
  ...nameCases,
];
