import type { ArtifactStore, FileInfo } from "@millrace/artifacts";

/** Files that are copied at the same time: over a network each of them mostly waits. */
const PARALLEL = 8;

/** What was copied so far. */
export interface CopyCount {
  files: number;
  bytes: number;
  /** Files that were there already, with the same size. */
  present: number;
}

/**
 * Copies every file of a store into another one. A file is visible there only when it is complete, so one of the same
 * size is the same one.
 * @param onFile is called after each file; what it throws ends the copy
 */
export async function copyTree(
  source: ArtifactStore,
  target: ArtifactStore,
  count: CopyCount,
  onFile: () => void,
): Promise<void> {
  const files = source.walk("")[Symbol.asyncIterator]();
  const copyNext = async (): Promise<void> => {
    for (;;) {
      const next = await files.next();
      if (next.done === true) return;
      await copyFile(source, target, next.value, count);
      onFile();
    }
  };
  const results = await Promise.allSettled(Array.from({ length: PARALLEL }, copyNext));
  const failed = results.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

async function copyFile(source: ArtifactStore, target: ArtifactStore, file: FileInfo, count: CopyCount): Promise<void> {
  const there = await target.stat(file.path);
  if (there !== undefined && !there.isDir && there.size === file.size) {
    count.present += 1;
    return;
  }
  await target.write(file.path, source.read(file.path), { length: file.size });
  count.files += 1;
  count.bytes += file.size;
}
