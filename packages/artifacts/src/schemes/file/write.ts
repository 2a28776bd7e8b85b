import fs, { constants } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { makeDirectory, removeEmpty, syncDirectory } from "./directories.ts";
import { codeOf, fileError } from "./errors.ts";
import type { FileOps } from "./ops.ts";
import type { FileRoot } from "./place.ts";

const flush = promisify(fs.fdatasync);
const writev = promisify(fs.writev);

const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
/** A file up to this size is written with one small call. */
const SMALL = 64 * 1024;
/** Chunks are gathered to so many bytes, and written while the next are gathered. */
const GATHERED = 512 * 1024;
/** The disk starts on a large file before it is complete: after every so many bytes. */
const SYNC_EVERY = 32 * 1024 * 1024;
/** A folder that is deleted just when a file gets its name in it is made again so often. */
const NAMING_TRIES = 3;

/**
 * Writes a stream to a hidden file and gives it its name when it is complete and on disk.
 * @param target has no symbolic links among its folders
 * @param artifact the path that errors name
 */
export function writeDurably(
  root: FileRoot,
  target: string,
  stream: AsyncIterable<Uint8Array>,
  artifact: string,
): Promise<void> {
  const translate = (thrown: unknown): never => {
    throw fileError(thrown, artifact);
  };
  return root.staging.with(async (hidden) => {
    const file = await openNew(root, hidden).catch(translate);
    try {
      await fill(new Filling(root.ops, file, translate), stream);
    } finally {
      await root.ops.close(file);
    }
    await name(root.ops, hidden, target).catch(translate);
  });
}

async function openNew({ ops, staging }: FileRoot, file: string): Promise<number> {
  try {
    return await ops.open(file, NEW_FILE, 0o666);
  } catch (thrown) {
    if (codeOf(thrown) !== "ENOENT") throw thrown;
    await staging.make();
    return ops.open(file, NEW_FILE, 0o666);
  }
}

async function fill(filling: Filling, stream: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const chunk of stream) await filling.add(chunk);
  } catch (thrown) {
    await filling.settle();
    throw thrown;
  }
  await filling.end();
}

/** A file that is being written: what has come goes to the disk while more is coming. */
class Filling {
  readonly #ops: FileOps;
  readonly #file: number;
  readonly #translate: (thrown: unknown) => never;
  #gathered: Uint8Array[] = [];
  #size = 0;
  #unsynced = 0;
  #writing: Promise<void> = Promise.resolve();
  #syncing: Promise<void> = Promise.resolve();

  constructor(ops: FileOps, file: number, translate: (thrown: unknown) => never) {
    this.#ops = ops;
    this.#file = file;
    this.#translate = translate;
  }

  async add(chunk: Uint8Array): Promise<void> {
    if (chunk.byteLength === 0) return;
    this.#gathered.push(chunk);
    this.#size += chunk.byteLength;
    if (this.#size >= GATHERED) await this.#flush();
  }

  async end(): Promise<void> {
    if (this.#size > SMALL) await this.#flush();
    await this.#writing;
    await this.#syncing;
    try {
      if (this.#size > 0) await this.#writeSmall();
      await flush(this.#file);
    } catch (thrown) {
      this.#translate(thrown);
    }
  }

  /** Waits until nothing is under way any more, whatever became of it. */
  async settle(): Promise<void> {
    await Promise.allSettled([this.#writing, this.#syncing]);
  }

  async #flush(): Promise<void> {
    await this.#writing;
    if (this.#unsynced >= SYNC_EVERY) {
      await this.#syncing;
      this.#unsynced = 0;
      this.#syncing = later(flush(this.#file).catch(this.#translate));
    }
    this.#writing = later(writeAll(this.#file, this.#gathered).catch(this.#translate));
    this.#unsynced += this.#size;
    this.#gathered = [];
    this.#size = 0;
  }

  async #writeSmall(): Promise<void> {
    const bytes = Buffer.concat(this.#gathered);
    for (let at = 0; at < bytes.byteLength;) at += await this.#ops.write(this.#file, bytes.subarray(at));
  }
}

/** A promise that is awaited later: until then its failure is not an unhandled one. */
function later(promise: Promise<void>): Promise<void> {
  promise.catch(() => undefined);
  return promise;
}

async function writeAll(file: number, chunks: readonly Uint8Array[]): Promise<void> {
  let { bytesWritten } = await writev(file, chunks);
  const size = chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (bytesWritten === size) return;
  const bytes = Buffer.concat(chunks);
  while (bytesWritten < size) bytesWritten += (await writev(file, [bytes.subarray(bytesWritten)])).bytesWritten;
}

async function name(ops: FileOps, hidden: string, target: string): Promise<void> {
  const made: string[] = [];
  try {
    await renameInto(ops, hidden, target, made);
  } catch (thrown) {
    await removeEmpty(made);
    throw thrown;
  }
  await syncDirectory(ops, path.dirname(target));
}

async function renameInto(ops: FileOps, hidden: string, target: string, made: string[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ops.rename(hidden, target);
    } catch (thrown) {
      if (codeOf(thrown) !== "ENOENT" || attempt > NAMING_TRIES) throw thrown;
      made.push(...(await makeDirectory(ops, path.dirname(target))));
    }
  }
}
