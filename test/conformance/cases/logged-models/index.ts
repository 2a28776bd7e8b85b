import { fieldCases } from "./fields.ts";
import { fileCases } from "./files.ts";
import { lifecycleCases } from "./lifecycle.ts";
import { modelCases } from "./models.ts";
import { orderCases } from "./orders.ts";
import { searchCases } from "./search.ts";

/** Every case about logged models. */
export const loggedModelCases = [
  ...modelCases,
  ...fieldCases,
  ...fileCases,
  ...lifecycleCases,
  ...searchCases,
  ...orderCases,
];
