import { cornerCases } from "./corners.ts";
import { experimentSearchCases } from "./experiments.ts";
import { filterCases } from "./filters.ts";
import { orderCases } from "./orders.ts";
import { pageCases } from "./pages.ts";
import { refusedCases } from "./refused.ts";
import { scopeCases } from "./scope.ts";
import { supersetCases } from "./superset.ts";

/** Every case about searching. */
export const searchCases = [
  ...filterCases,
  ...cornerCases,
  ...refusedCases,
  ...supersetCases,
  ...orderCases,
  ...pageCases,
  ...scopeCases,
  ...experimentSearchCases,
];
