export * from "./artifact-location.ts";
export * from "./batch.ts";
export * from "./characters.ts";
export * from "./entity-key.ts";
export * from "./experiment.ts";
export * from "./inputs.ts";
export * from "./reserved-tags.ts";
export * from "./run.ts";
