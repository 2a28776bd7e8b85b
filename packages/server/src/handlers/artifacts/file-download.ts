import type { ArtifactStore, FileInfo } from "@millrace/artifacts";
import { doesNotExist, Download, invalidParameter, showValue } from "@millrace/contract";
import { contentTypeOf } from "./content-type.ts";

/**
 * A file of a store as a download.
 * @param path as `checkArtifactPath` gives it
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST, INVALID_PARAMETER_VALUE for a folder, and what the store throws.
 */
export async function fileDownload(store: ArtifactStore, path: string): Promise<Download> {
  const { size, etag, modified } = await fileInfo(store, path);
  const fileName = path.slice(path.lastIndexOf("/") + 1);
  return new Download({ contentType: contentTypeOf(fileName), fileName, size, etag, modified }, (range) =>
    store.read(path, range),
  );
}

/** What is known of a file. Throws as `fileDownload`. */
export async function fileInfo(store: ArtifactStore, path: string): Promise<FileInfo> {
  const info = await store.stat(path);
  if (info === undefined) throw doesNotExist(`There is no artifact ${showValue(path)}.`);
  if (info.isDir) throw invalidParameter(`The artifact ${showValue(path)} is a folder; name a file in it.`);
  return info;
}
