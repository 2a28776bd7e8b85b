import { Readable } from "node:stream";
import { invalidParameter } from "@millrace/contract";

/**
 * Passes a stream on and ends it with an error as soon as it is longer than it should be, or when it ends before.
 * @param length in bytes; undefined passes on whatever comes
 * @throws {MillraceError} INVALID_PARAMETER_VALUE on iteration
 */
export async function* ofLength(
  stream: AsyncIterable<Uint8Array>,
  length: number | undefined,
): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const chunk of stream) {
    seen += chunk.byteLength;
    if (length !== undefined && seen > length) throw wrongLength(length, "more");
    yield chunk;
  }
  if (length !== undefined && seen < length) throw wrongLength(length, `${seen}`);
}

function wrongLength(length: number, got: string): Error {
  return invalidParameter(
    `The body was announced with ${length} bytes and had ${got}. Nothing of it was kept; send it again.`,
  );
}

/**
 * The chunks of a body that a client library handed out.
 * @throws {Error} when it is not a stream of Node's, which those libraries always give on Node
 */
export async function* bytesOf(body: unknown): AsyncGenerator<Uint8Array> {
  if (!(body instanceof Readable)) throw new Error("The storage's library gave no stream.");
  for await (const chunk of body) {
    if (chunk instanceof Uint8Array) yield chunk;
  }
}

/** Does the work for each item, for some of them at once. When one fails, those under way have ended before this throws. */
export async function forEachOf<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const rest = items.values();
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  for (const one of ended) if (one.status === "rejected") throw one.reason;
}
