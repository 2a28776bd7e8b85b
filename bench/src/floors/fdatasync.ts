import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { meanMs } from "../timing.ts";
import type { Floor } from "./types.ts";

/** One SQLite page with its frame header, as a write-ahead log takes it. */
const RECORD = Buffer.alloc(4096 + 24, 1);

/** Appends one record to a file and waits until the disk has it. */
export function fdatasync(folder: string): Floor {
  const file = join(folder, "append.log");
  return {
    title: `append ${RECORD.length} bytes + fdatasync`,
    measure: async (budgetMs) => {
      rmSync(file, { force: true });
      const handle = openSync(file, "a");
      try {
        return await meanMs(
          budgetMs,
          () => RECORD,
          async (record) => {
            writeSync(handle, record);
            fdatasyncSync(handle);
          },
        );
      } finally {
        closeSync(handle);
      }
    },
  };
}
