import { anyPath } from "./artifact-path.ts";
import type { ArtifactEntry, ArtifactPlace, PlaceOptions } from "./places/place.ts";

/**
 * The direct children of a folder, by name.
 * @throws MillraceError as `ArtifactPlace` does
 */
export async function listArtifacts(
  place: ArtifactPlace,
  path = "",
  options: PlaceOptions = {},
): Promise<ArtifactEntry[]> {
  const entries = await Array.fromAsync(place.list(await anyPath(path), options));
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * All files and folders below a folder, each folder right before what is in it, by name.
 * @throws MillraceError as `ArtifactPlace` does; on iteration
 */
export async function* walkArtifacts(
  place: ArtifactPlace,
  path = "",
  options: PlaceOptions = {},
): AsyncGenerator<ArtifactEntry> {
  for (const entry of await listArtifacts(place, path, options)) {
    yield entry;
    if (entry.isDir) yield* walkArtifacts(place, entry.path, options);
  }
}
