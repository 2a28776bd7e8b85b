/**
 * A blob that tells how much of it was read. Where the platform's `fetch` reads blobs in a way of its own, all of it is
 * told when it is asked for first.
 * @param onBytes gets a negative number when the blob is read from its start once more
 */
export function countedBlob(blob: Blob, onBytes: (bytes: number) => void): Blob {
  let told = 0;
  const count = (chunk: Uint8Array, controller: TransformStreamDefaultController<Uint8Array>): void => {
    told += chunk.length;
    onBytes(chunk.length);
    controller.enqueue(chunk);
  };
  const read = blob.stream.bind(blob);
  const stream = (): ReadableStream<Uint8Array> => {
    if (told > 0) onBytes(-told);
    told = 0;
    return read().pipeThrough(new TransformStream<Uint8Array, Uint8Array>({ transform: count }));
  };
  return Object.defineProperty(blob, "stream", { value: stream });
}
