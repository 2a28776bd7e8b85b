import type { Watch } from "./watch.ts";

/**
 * Reads the body of an answer as it comes.
 * @param limit bytes to read at most; the rest is not taken
 */
export async function readBytes(response: Response, watch: Watch, limit = Infinity): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = readerOf(response);
  while (reader !== undefined && size < limit) {
    const { done, value } = await watch.over(reader.read());
    if (done) return joined(chunks, size);
    chunks.push(value);
    size += value.length;
  }
  reader?.cancel().catch(() => undefined);
  return joined(chunks, size).subarray(0, limit);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [first] = chunks;
  if (first !== undefined && chunks.length === 1) return first;
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** Reads the body of an answer as text, like `readBytes`. */
export async function readText(response: Response, watch: Watch, limit?: number): Promise<string> {
  return new TextDecoder().decode(await readBytes(response, watch, limit));
}

/**
 * The body of an answer as a stream, which the watch looks after while its reader waits for more.
 * @param failed what the stream's reader gets instead of what reading threw
 */
export function watchedStream(
  response: Response,
  watch: Watch,
  failed: (error: unknown) => unknown,
): ReadableStream<Uint8Array> {
  const reader = readerOf(response);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = reader === undefined ? undefined : await watch.over(reader.read());
        if (next?.done === false) return controller.enqueue(next.value);
        controller.close();
      } catch (error) {
        controller.error(failed(error));
      }
      watch.end();
    },
    async cancel(reason) {
      watch.end();
      await reader?.cancel(reason);
    },
  });
}

function readerOf({ body }: { readonly body: ReadableStream<Uint8Array> | null }) {
  return body?.getReader();
}
