import { opendir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { doesNotExist, invalidParameter } from "@millrace/contract";

/** A file of this machine. */
export interface LocalFile {
  readonly file: string;
  /** Relative to the folder that was asked for, with `/` between names. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

/**
 * Every file in or below a folder. A link is followed when it leads to a file inside the folder; links to folders and
 * links that lead out are left out, as are pipes, sockets and devices.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no such folder; INVALID_PARAMETER_VALUE when it is a file
 */
export async function* filesBelow(folder: string): AsyncGenerator<LocalFile> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) throw doesNotExist(`There is no folder "${folder}".`);
  if (!found.isDirectory()) throw invalidParameter(`"${folder}" is not a folder.`);
  yield* filesIn(await realpath(folder), "");
}

async function* filesIn(root: string, below: string): AsyncGenerator<LocalFile> {
  for await (const entry of await opendir(path.join(root, below))) {
    const inner = below === "" ? entry.name : `${below}/${entry.name}`;
    const file = path.join(root, inner);
    if (entry.isDirectory()) yield* filesIn(root, inner);
    else if (entry.isFile() || (entry.isSymbolicLink() && (await leadsInside(file, root)))) {
      const { size } = await stat(file);
      yield { file, path: inner, size };
    }
  }
}

async function leadsInside(link: string, root: string): Promise<boolean> {
  try {
    const target = await realpath(link);
    const relative = path.relative(root, target);
    const isInside = !path.isAbsolute(relative) && relative.split(path.sep)[0] !== "..";
    return isInside && (await stat(target)).isFile();
  } catch {
    // It leads nowhere.
    return false;
  }
}
