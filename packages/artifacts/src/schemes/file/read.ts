import fs, { constants, type BigIntStats } from "node:fs";
import { opendir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { doesNotExist, invalidParameter, type ByteRange } from "@millrace/contract";
import type { FileInfo } from "../../artifact-store.ts";
import { fileError, isMissing } from "./errors.ts";
import { canonical, isWithin, locate, statsOf, type FileRoot } from "./place.ts";
import { isStaging } from "./staging.ts";

const read = promisify(fs.read);

/** A FIFO must not make the open wait for its other end. */
const TO_READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const READ_SIZE = 256 * 1024;
const STATS_AT_ONCE = 64;

interface Child {
  readonly info: FileInfo;
  /** True when it is a symbolic link. */
  readonly linked: boolean;
}

/** The file or folder at a path of the store; undefined when there is neither. */
export async function describe(root: FileRoot, artifact: string): Promise<FileInfo | undefined> {
  const place = await locate(root, artifact);
  const stats = place.exists ? await statsOf(root, place.real, artifact) : undefined;
  return stats && infoOf(stats, artifact);
}

/** The bytes of a file; see `ArtifactStore.read`. */
export async function* readBytes(root: FileRoot, artifact: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
  const { real, exists } = await locate(root, artifact);
  if (!exists) throw doesNotExist(`No artifact is at "${artifact}".`);
  try {
    yield* bytesAt(root, real, artifact, range);
  } catch (thrown) {
    throw fileError(thrown, artifact);
  }
}

async function* bytesAt(
  root: FileRoot,
  real: string,
  artifact: string,
  range: ByteRange | undefined,
): AsyncGenerator<Uint8Array> {
  const file = await root.ops.open(real, TO_READ);
  try {
    const stats = await root.ops.fstat(file);
    const size = Number(stats.size);
    if (!stats.isFile()) throw invalidParameter(`"${artifact}" is a folder: ask for one of the files in it.`);
    if (range && range.start >= size) {
      throw invalidParameter(`The range starts at byte ${range.start}, but "${artifact}" has ${size} bytes.`);
    }
    yield* chunksOf(file, range?.start ?? 0, range ? Math.min(range.end + 1, size) : size);
  } finally {
    await root.ops.close(file);
  }
}

/** Reads a chunk ahead of the one that is handed out. */
async function* chunksOf(file: number, from: number, to: number): AsyncGenerator<Uint8Array> {
  let at = from;
  let coming = readAt(file, at, to);
  try {
    for (let chunk = await coming; chunk.byteLength > 0; chunk = await coming) {
      at += chunk.byteLength;
      coming = readAt(file, at, to);
      // It is awaited in the next round; until then its failure is not an unhandled one.
      coming.catch(() => undefined);
      yield chunk;
    }
  } finally {
    // Nothing may still read when the file is closed: its number could be another file's by then.
    await coming.catch(() => undefined);
  }
}

async function readAt(file: number, at: number, to: number): Promise<Uint8Array> {
  const length = Math.min(READ_SIZE, to - at);
  if (length <= 0) return new Uint8Array();
  const { buffer, bytesRead } = await read(file, Buffer.allocUnsafe(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

/** The direct children of a folder. Links that lead out of the root, and what is neither file nor folder, are left out. */
export async function* children(root: FileRoot, artifact: string): AsyncGenerator<Child> {
  const { real, exists } = await locate(root, artifact);
  if (!exists) return;
  for await (const names of batches(real, artifact)) {
    const found = await Promise.all(names.map((name) => childOf(root, real, artifact, name)));
    for (const one of found) if (one) yield one;
  }
}

async function* batches(directory: string, artifact: string): AsyncGenerator<string[]> {
  let names: string[] = [];
  try {
    for await (const { name } of await opendir(directory, { bufferSize: STATS_AT_ONCE })) {
      if (isStaging(name)) continue;
      names.push(name);
      if (names.length < STATS_AT_ONCE) continue;
      yield names;
      names = [];
    }
  } catch (thrown) {
    // Not a folder, or deleted meanwhile.
    if (!isMissing(thrown)) throw fileError(thrown, artifact);
  }
  yield names;
}

async function childOf(root: FileRoot, directory: string, parent: string, name: string): Promise<Child | undefined> {
  const artifact = parent === "" ? name : `${parent}/${name}`;
  const file = path.join(directory, name);
  const stats = await statsOf(root, file, artifact);
  if (!stats?.isSymbolicLink()) return asChild(stats && infoOf(stats, artifact), false);
  const target = await canonical(root.ops, file).catch(() => undefined);
  if (!target?.exists || !isWithin(target.real, root.folder)) return undefined;
  const linked = await statsOf(root, target.real, artifact);
  return asChild(linked && infoOf(linked, artifact), true);
}

function asChild(info: FileInfo | undefined, linked: boolean): Child | undefined {
  return info && { info, linked };
}

/** Every file at or below a path. Linked folders are not entered: they may lead round in a circle. */
export async function* filesBelow(root: FileRoot, artifact: string): AsyncGenerator<FileInfo> {
  const top = await describe(root, artifact);
  if (top && !top.isDir) yield top;
  const folders = top?.isDir ? [artifact] : [];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for await (const { info, linked } of children(root, folder)) {
      if (!info.isDir) yield info;
      else if (!linked) folders.push(info.path);
    }
  }
}

function infoOf(stats: BigIntStats, artifact: string): FileInfo | undefined {
  if (stats.isDirectory()) return { path: artifact, isDir: true, size: 0 };
  if (!stats.isFile()) return undefined;
  return {
    path: artifact,
    isDir: false,
    size: Number(stats.size),
    etag: `${stats.ino.toString(36)}-${stats.size.toString(36)}-${stats.mtimeNs.toString(36)}`,
    modified: stats.mtime,
  };
}
