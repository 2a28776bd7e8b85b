import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { invalidParameter } from "@millrace/contract";
import type { ModelRequest } from "../read-request.ts";
import type { Outcome } from "./thread.ts";

const THREAD = new URL("./thread.ts", import.meta.url);

/** For the values that a file unfolds to. */
const MEMORY_MB = 512;
const TIME_LIMIT_MS = 20_000;

/**
 * Reads a table from a Parquet file, in a thread of its own that ends with the request: a small file may unfold to more
 * than there is memory, or take for ever.
 * @throws MillraceError INVALID_PARAMETER_VALUE for what is no such file, or unfolds to too much
 */
export async function readParquetRequest(body: Uint8Array, signal: AbortSignal): Promise<ModelRequest> {
  const ended = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]);
  const worker = new Worker(THREAD, { workerData: body, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
  try {
    // Only the thread's own code sends messages.
    const [outcome] = (await once(worker, "message", { signal: ended })) as [Outcome];
    if ("problem" in outcome) throw invalidParameter(`It is no Parquet file that can be read: ${outcome.problem}`);
    const { names, columns, rows } = outcome.columns;
    const frame = { names, columns, rows, zero: rows > 0 ? 0 : undefined };
    return { input: { kind: "frame", frame }, params: null, isUnwrapped: false };
  } catch (error) {
    if (ended.aborted || isOutOfMemory(error)) throw invalidParameter("The Parquet file unfolds to too many values.");
    throw error;
  } finally {
    await worker.terminate();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
