import path from "node:path";

/** The checkout's root. */
export const REPOSITORY = path.join(import.meta.dirname, "../../..");

/** The suite's own directory. */
export const SUITE = path.join(import.meta.dirname, "..");
