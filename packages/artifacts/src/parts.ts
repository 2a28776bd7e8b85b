/** Cuts a stream into buffers of one size; the last may be smaller, and only an empty stream has an empty one. */
export async function* partsOf(stream: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let part = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  let count = 0;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.byteLength;) {
      // A full part is handed out only when more is there: whoever gets it can tell the last one.
      if (filled === size) {
        count += 1;
        yield part;
        part = Buffer.allocUnsafeSlow(size);
        filled = 0;
      }
      const piece = chunk.subarray(at, at + size - filled);
      part.set(piece, filled);
      filled += piece.byteLength;
      at += piece.byteLength;
    }
  }
  if (filled > 0 || count === 0) yield part.subarray(0, filled);
}

/** How one cloud takes a file: in one request when it is no longer than a part, otherwise in parts. */
export interface PartsTarget {
  readonly sendWhole: (bytes: Buffer) => Promise<void>;
  readonly sendParts: (parts: AsyncIterable<Buffer>) => Promise<void>;
}

/** Sends a stream in the way that its length asks for, which only reading it tells. */
export async function sendStream(
  stream: AsyncIterable<Uint8Array>,
  partSize: number,
  { sendWhole, sendParts }: PartsTarget,
): Promise<void> {
  const parts = partsOf(stream, partSize);
  try {
    const first = await parts.next();
    if (first.done) return;
    const second = await parts.next();
    if (second.done) await sendWhole(first.value);
    else await sendParts(chain([first.value, second.value], parts));
  } finally {
    await parts.return(undefined);
  }
}

/**
 * Sends parts, some of them side by side. When one fails, the others under way have ended before this throws.
 * @param send gets the number of the part, from 1
 */
export async function sendSideBySide<T>(
  parts: AsyncIterable<Buffer>,
  atOnce: number,
  send: (part: Buffer, number: number) => Promise<T>,
): Promise<T[]> {
  const sending: Promise<T>[] = [];
  try {
    for await (const part of parts) {
      const one = send(part, sending.length + 1);
      // It is awaited later; until then its failure is not an unhandled one.
      one.catch(() => undefined);
      sending.push(one);
      await sending.at(-atOnce);
    }
    return await Promise.all(sending);
  } finally {
    await Promise.allSettled(sending);
  }
}

async function* chain<T>(first: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* first;
  yield* rest;
}
