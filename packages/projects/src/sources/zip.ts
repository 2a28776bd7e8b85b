import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { invalidParameter } from "@millrace/contract";
import { type Entry, openPromise } from "yauzl";

/** What an archive may unpack to. */
const MOST_BYTES = 8 * 1024 ** 3;
const MOST_FILES = 100_000;

/**
 * Unpacks a zip archive into a folder. Links in it become plain files, and no file comes to lie outside of the folder.
 * @throws MillraceError INVALID_PARAMETER_VALUE when it is no archive, is too large, or has paths that lead elsewhere
 */
export async function unpack(file: string, folder: string): Promise<void> {
  try {
    const archive = await openPromise(file);
    let [files, bytes] = [0, 0];
    for await (const entry of archive.eachEntry()) {
      files += 1;
      bytes += entry.uncompressedSize;
      if (files > MOST_FILES || bytes > MOST_BYTES) throw new Error(`it holds over ${MOST_FILES} files or 8 GiB`);
      const place = path.join(folder, entry.fileName);
      await mkdir(isFolder(entry) ? place : path.dirname(place), { recursive: true });
      if (!isFolder(entry)) await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(place));
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidParameter(`"${path.basename(file)}" can't be unpacked: ${reason}.`);
  }
}

function isFolder(entry: Entry): boolean {
  return entry.fileName.endsWith("/");
}
