import path from "node:path";
import { doesNotExist } from "@millrace/contract";
import { anyPath } from "./artifact-path.ts";
import { forEachAtOnce } from "./at-once.ts";
import { listArtifacts, walkArtifacts } from "./list.ts";
import { makeLocalFolder, writeLocalFile } from "./local-file.ts";
import type { ArtifactEntry, ArtifactPlace, PlaceOptions } from "./places/place.ts";
import { Tally, type TransferOptions } from "./progress.ts";

const AT_ONCE = 8;

/**
 * Downloads a file or a folder with all below it into a local folder, eight files at once, under the last name of its
 * path; the whole place ("") goes into the folder itself. A file gets its name when it is complete; one of that name is
 * replaced.
 * @returns where the file or folder is now
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is nothing at the path, INVALID_PARAMETER_VALUE for a path that
 *   could lead out of the folder, also when it is the server that lists it, and as `ArtifactPlace` does
 */
export async function downloadArtifacts(
  place: ArtifactPlace,
  artifactPath: string,
  folder: string,
  options: TransferOptions = {},
): Promise<string> {
  const from = await anyPath(artifactPath);
  const { signal } = options;
  const top = from === "" ? WHOLE : await entryAt(place, from, { signal });
  const target = from === "" ? path.resolve(folder) : path.resolve(folder, path.posix.basename(from));
  const tally = new Tally(options);
  if (top.isDir) await makeLocalFolder(target);
  const found = top.isDir ? walkArtifacts(place, from, { signal }) : [top];
  await forEachAtOnce(found, AT_ONCE, signal, async (entry, ending) => {
    const relative = entry.path.slice(from === "" ? 0 : from.length + 1);
    const file = path.join(target, relative);
    if (entry.isDir) return makeLocalFolder(file);
    tally.expect(entry.size);
    await writeLocalFile(file, place.read(entry.path, { signal: ending, onBytes: tally.watching(entry.path) }));
    tally.complete(entry.path);
  });
  return target;
}

const WHOLE: ArtifactEntry = { path: "", isDir: true, size: 0 };

/** What is at a path: listings are the only answer that every server gives. */
async function entryAt(place: ArtifactPlace, at: string, options: PlaceOptions): Promise<ArtifactEntry> {
  const folder = path.posix.dirname(at);
  const found = await listArtifacts(place, folder === "." ? "" : folder, options);
  const entry = found.find((one) => one.path === at);
  if (entry === undefined) throw doesNotExist(`There is no artifact "${at}" in ${place.uri}.`);
  return entry;
}

/**
 * Reads a file into memory; undefined when it is not there.
 * @throws MillraceError as `ArtifactPlace` does
 */
export async function readArtifact(
  place: ArtifactPlace,
  artifactPath: string,
  options: PlaceOptions = {},
): Promise<Uint8Array | undefined> {
  const at = await anyPath(artifactPath);
  const siblings = await listArtifacts(place, path.posix.dirname(at), options);
  if (!siblings.some((entry) => entry.path === at && !entry.isDir)) return undefined;
  return Buffer.concat(await Array.fromAsync(place.read(at, options)));
}
