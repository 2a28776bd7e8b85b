import { PassThrough, Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { ArtifactStore, FileInfo } from "@millrace/artifacts";
import type { ZipFile } from "yazl";

/** Models hardly get smaller; logs and tables do with little effort. */
const COMPRESSION = 1;
/** The times of a zip file begin here. */
const EARLIEST = new Date(Date.UTC(1980, 0, 1));

/**
 * All files at or below a path of a store as a zip file, made while it is read: one file after the other. It throws
 * what the store throws.
 * @param path as `checkArtifactPath` gives it
 */
export async function* zipOf(store: ArtifactStore, path: string): AsyncGenerator<Uint8Array> {
  // Few servers are ever asked for one, and it takes a while to load.
  const zip = new (await import("yazl")).ZipFile();
  const output = outputOf(zip);
  const filling = new Filling(zip, output, store);
  const filled = filling.run(path);
  try {
    yield* output;
  } finally {
    filling.stop();
    await filled;
  }
}

/**
 * The name of a file in a zip file, relative to the folder that was asked for. Characters that would lead elsewhere on
 * some system are percent-encoded.
 */
export function entryName(filePath: string, folder: string): string {
  const name = filePath === folder ? filePath.slice(filePath.lastIndexOf("/") + 1) : filePath.slice(prefixOf(folder));
  return name.replace(/[\\:\p{Cc}]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`);
}

function prefixOf(folder: string): number {
  return folder === "" ? 0 : folder.length + 1;
}

/** Puts one file after the other into a zip file. */
class Filling {
  readonly #zip: ZipFile;
  readonly #output: PassThrough;
  readonly #store: ArtifactStore;
  #file: Readable | undefined;

  constructor(zip: ZipFile, output: PassThrough, store: ArtifactStore) {
    this.#zip = zip;
    this.#output = output;
    this.#store = store;
    zip.on("error", (error: Error) => output.destroy(error));
  }

  /** Never rejects: what goes wrong ends the output. */
  async run(path: string): Promise<void> {
    try {
      for await (const file of this.#store.walk(path)) {
        if (this.#output.destroyed) return;
        await this.#add(file, path);
      }
      this.#zip.end();
    } catch (error) {
      this.#output.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Ends everything that is under way. */
  stop(): void {
    this.#output.destroy();
    this.#file?.destroy();
  }

  async #add({ path, modified = EARLIEST }: FileInfo, folder: string): Promise<void> {
    this.#file = Readable.from(this.#store.read(path), { objectMode: false });
    const mtime = modified < EARLIEST ? EARLIEST : modified;
    this.#zip.addReadStream(this.#file, entryName(path, folder), { mtime, compressionLevel: COMPRESSION });
    await finished(this.#file);
  }
}

function outputOf({ outputStream }: ZipFile): PassThrough {
  if (outputStream instanceof PassThrough) return outputStream;
  throw new TypeError("The zip library gives its output in another way than it did.");
}
