import type { Migration } from "./migration.ts";

/** `run_output` holds the last lines of what the program of a run has printed; a line keeps its number. */
export const runOutput: Migration = {
  version: 7,
  name: "run-output",
  statements: (t) => [
    `CREATE TABLE run_output (
      run_id BIGINT NOT NULL REFERENCES run (id),
      number BIGINT NOT NULL,
      at_ms BIGINT NOT NULL,
      text ${t.text} NOT NULL,
      PRIMARY KEY (run_id, number)
    ) ${t.clustered}`,
  ],
};
