import type { ArtifactStore, FileInfo } from "@millrace/artifacts";
import type { ArtifactInfo } from "@millrace/contract";

/**
 * What is directly in a folder of a store, by path; nothing for a file and for what is not there.
 * @param path as `checkArtifactPath` gives it
 * @param nameOf what the answer calls a file: its whole path, or only its name
 */
export async function listFolder(
  store: ArtifactStore,
  path: string,
  nameOf: (path: string) => string = (whole) => whole,
): Promise<{ files?: ArtifactInfo[] }> {
  const files = (await Array.fromAsync(store.list(path))).map((file) => toInfo(file, nameOf(file.path)));
  if (files.length === 0) return {};
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** The last name of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** As protobuf has it, a size that is absent is 0. */
function toInfo({ isDir, size }: FileInfo, path: string): ArtifactInfo {
  return size === 0 ? { path, is_dir: isDir } : { path, is_dir: isDir, file_size: size };
}
