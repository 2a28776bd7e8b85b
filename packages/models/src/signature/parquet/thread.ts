import { parentPort, workerData } from "node:worker_threads";
import { readParquetColumns } from "./columns.ts";

/** What the thread gives back: the columns, or what is wrong with the file. */
export type Outcome =
  | { readonly columns: Awaited<ReturnType<typeof readParquetColumns>> }
  | { readonly problem: string };

const body: unknown = workerData;
parentPort?.postMessage(await outcomeOf(body instanceof Uint8Array ? body : new Uint8Array()));

async function outcomeOf(file: Uint8Array): Promise<Outcome> {
  try {
    return { columns: await readParquetColumns(file) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
