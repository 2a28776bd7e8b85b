import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { invalidParameter } from "@millrace/contract";
import { openMlflowDatabase } from "./database/open.ts";
import { openMlflowFolder } from "./folder/open.ts";
import type { MlflowSource } from "./source.ts";

/**
 * Opens what an MLflow server keeps its data in: `sqlite:///…`, `postgresql://…`, or a folder as a path or a `file:` URI.
 * @throws MillraceError when it is not there or not what an MLflow server has.
 */
export async function openMlflow(from: string): Promise<MlflowSource> {
  if (!/^file:/i.test(from) && /^[a-z][a-z0-9+]*:\/\//i.test(from)) return openMlflowDatabase(from);
  const folder = localFolder(from);
  if (statSync(folder, { throwIfNoEntry: false })?.isFile() === true) {
    throw invalidParameter(`${folder} is a file. Write a SQLite database as sqlite:///${folder}.`);
  }
  return openMlflowFolder(folder);
}

function localFolder(from: string): string {
  if (!/^file:/i.test(from)) return from;
  try {
    return fileURLToPath(from);
  } catch {
    throw invalidParameter(`${from} names no folder of this machine.`);
  }
}
