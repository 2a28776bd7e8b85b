import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import type { ArtifactStore, FileInfo } from "@millrace/artifacts";
import type { ByteRange } from "@millrace/contract";

/** Bytes that look random and are the same in each run; read as a stream in chunks of a prime number. */
export function noise(size: number, seed = 1): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let state = seed;
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** A stream of the bytes, in chunks. */
export async function* streamOf(bytes: Uint8Array | string, chunk = 65_521): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(bytes);
  for (let at = 0; at < all.byteLength; at += chunk) yield Promise.resolve(all.subarray(at, at + chunk));
}

/** A stream that breaks after the bytes. */
export async function* broken(bytes: Uint8Array, problem: Error): AsyncGenerator<Uint8Array> {
  yield* streamOf(bytes);
  throw problem;
}

/** All bytes of a file. */
export async function readAll(store: ArtifactStore, path: string, range?: ByteRange): Promise<Buffer> {
  return buffer(store.read(path, range));
}

/** The text of a file. */
export async function readText(store: ArtifactStore, path: string, range?: ByteRange): Promise<string> {
  return (await readAll(store, path, range)).toString();
}

/** What a listing shows: paths, those of folders with a slash at the end, sorted. */
export async function names(found: AsyncIterable<FileInfo>): Promise<string[]> {
  const paths = await Array.fromAsync(found, ({ path, isDir }) => (isDir ? `${path}/` : path));
  return paths.toSorted();
}

/** A short name of a content. */
export function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}
