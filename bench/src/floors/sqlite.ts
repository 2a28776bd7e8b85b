import { rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { meanMs } from "../timing.ts";
import type { Floor } from "./types.ts";

const ROWS = 1000;
const SCHEMA =
  "CREATE TABLE point (run INTEGER, key INTEGER, step INTEGER, timestamp INTEGER, value REAL, PRIMARY KEY (run, key, step)) " +
  "WITHOUT ROWID, STRICT";

/** One row in one transaction that is on disk when it ends. */
export function commit(folder: string): Floor {
  return insertFloor("SQLite, one durable insert", join(folder, "commit.db"), 1);
}

/** A thousand rows in one transaction that is on disk when it ends. */
export function commitThousand(folder: string): Floor {
  return insertFloor(`SQLite, ${ROWS} inserts in one durable transaction`, join(folder, "commit-1000.db"), ROWS);
}

function insertFloor(title: string, file: string, rows: number): Floor {
  return {
    title,
    measure: async (budgetMs) => {
      for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
      const database = new Database(file);
      try {
        database.pragma("journal_mode = WAL");
        database.pragma("synchronous = FULL");
        database.exec(SCHEMA);
        const insert = database.prepare("INSERT INTO point VALUES (1, 1, ?, ?, ?)");
        const insertAll = database.transaction((from: number) => {
          for (let i = 0; i < rows; i++) insert.run(from + i, 1_700_000_000_000 + i, i / 7);
        });
        return await meanMs(
          budgetMs,
          (i) => i * rows,
          async (from) => insertAll(from),
        );
      } finally {
        database.close();
      }
    },
  };
}
