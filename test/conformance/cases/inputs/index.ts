import { datasetCases } from "./datasets.ts";
import { modelCases } from "./models.ts";
import { searchCases } from "./search.ts";

/** Every case about inputs and outputs. */
export const inputCases = [...datasetCases, ...modelCases, ...searchCases];
