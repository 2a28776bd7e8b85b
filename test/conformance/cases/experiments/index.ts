import { changeCases } from "./change.ts";
import { createCases } from "./create.ts";
import { locationCases } from "./location.ts";
import { readCases } from "./read.ts";
import { tagCases } from "./tags.ts";

/** Every case about experiments but searching them. */
export const experimentCases = [...createCases, ...locationCases, ...readCases, ...changeCases, ...tagCases];
