import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { doesNotExist, invalidParameter } from "@millrace/contract";
import { filesBelow } from "../artifacts/index.ts";
import type { ArtifactContent } from "../logging/index.ts";

/** What takes the artifacts of a run. */
export interface ArtifactTaker {
  putArtifact(path: string, content: ArtifactContent): void;
  /** Waits until all that was handed on is sent. */
  sent(): Promise<void>;
}

/** Files up to this size are read at the call, so that they may change or go right after it. */
const READ_AT_ONCE = 4 * 1024 * 1024;

/**
 * Refuses a path that names no file below the artifacts of a run; what could lead elsewhere in any other reading of it
 * is refused when it is uploaded.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkPath(artifactPath: string): void {
  if (artifactPath.split("/").every((name) => name !== "" && name !== "." && name !== "..")) return;
  throw invalidParameter(
    `'${artifactPath}' can't be the path of an artifact: it is relative to the run's artifacts, with names between '/', ` +
      'such as "plots/roc.svg".',
  );
}

/**
 * Logs a file of this machine. When it resolves, the file may be changed or removed: a small one was read, a larger one
 * is on the server or copied into the spool.
 * @param folder of the run's artifacts; "" for the top one
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no such file
 */
export async function logFile(run: ArtifactTaker, file: string, folder: string): Promise<void> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw doesNotExist(`There is no file '${file}' to log.`);
  if (!found.isFile()) throw invalidParameter(`'${file}' is no file; logArtifacts logs a folder.`);
  const isRead = put(run, file, found.size, below(folder, path.basename(file)));
  if (!isRead) await settled(run);
}

/**
 * Logs all files in and below a folder of this machine, under their paths in it, like `logFile`.
 * @param to folder of the run's artifacts; "" for the top one
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no such folder
 */
export async function logFolder(run: ArtifactTaker, folder: string, to: string): Promise<void> {
  let areRead = true;
  for await (const { file, path: inner, size } of filesBelow(folder)) {
    if (!put(run, file, size, below(to, inner))) areRead = false;
  }
  if (!areRead) await settled(run);
}

/** Hands a file on; says whether it was read. */
function put(run: ArtifactTaker, file: string, size: number, to: string): boolean {
  const isSmall = size <= READ_AT_ONCE;
  run.putArtifact(to, isSmall ? readFileSync(file) : { file: path.resolve(file) });
  return isSmall;
}

/** Waits for what was handed on. Without a server the log has said so by itself, and keeps copies. */
async function settled(run: ArtifactTaker): Promise<void> {
  await run.sent().catch(() => undefined);
}

function below(folder: string, name: string): string {
  return folder === "" ? name : `${folder.replace(/\/+$/, "")}/${name}`;
}
