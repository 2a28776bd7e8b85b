export { openStore } from "./open.ts";
export type * from "./store.ts";
export type * from "./logged-models/logged-model-store.ts";
export type * from "./jobs/job-store.ts";
export type * from "./trash/trash-store.ts";
export type * from "./registry/registry-store.ts";
export type { LineageQuery } from "./lineage/lineage.ts";
