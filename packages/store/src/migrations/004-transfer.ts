import type { Migration } from "./migration.ts";

/**
 * What was brought in from another tracking server: `digest` is that of the record as it was there. An import that runs
 * again leaves alone what it marked and what has not changed since.
 */
export const transfer: Migration = {
  version: 4,
  name: "transfer",
  statements: (t) => [
    `CREATE TABLE transfer_mark (
      kind ${t.text} NOT NULL,
      id ${t.text} NOT NULL,
      digest ${t.text} NOT NULL,
      PRIMARY KEY (kind, id)
    ) ${t.clustered}`,
  ],
};
