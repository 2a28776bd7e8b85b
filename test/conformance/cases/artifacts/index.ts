import { downloadCases } from "./download.ts";
import { listCases } from "./list.ts";
import { pageCases } from "./pages.ts";
import { transferCases } from "./transfers.ts";
import { traversalCases } from "./traversal.ts";
import { uploadCases } from "./upload.ts";

/** Every case about artifacts. */
export const artifactCases = [
  ...uploadCases,
  ...downloadCases,
  ...listCases,
  ...traversalCases,
  ...pageCases,
  ...transferCases,
];
