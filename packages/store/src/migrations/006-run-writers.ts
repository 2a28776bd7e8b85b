import type { Migration } from "./migration.ts";

/** `run_writer` holds the number of the last batch that each writer has logged to a run, so that none counts twice. */
export const runWriters: Migration = {
  version: 6,
  name: "run-writers",
  statements: (t) => [
    `CREATE TABLE run_writer (
      run_id BIGINT NOT NULL REFERENCES run (id),
      writer ${t.text} NOT NULL,
      sequence BIGINT NOT NULL,
      PRIMARY KEY (run_id, writer)
    ) ${t.clustered}`,
  ],
};
