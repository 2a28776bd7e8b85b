import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import path from "node:path";
import { invalidParameter, type MillraceError } from "@millrace/contract";
import type { Entry } from "@millrace/store/transfer";
import { Meta } from "./meta.ts";

const CHUNK = 4 * 1024 * 1024;

/** Whether reading a file or folder failed because it is not there. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

function ifThere<Result>(read: () => Result, otherwise: Result): Result {
  try {
    return read();
  } catch (error) {
    if (isMissing(error)) return otherwise;
    throw error;
  }
}

/** The names of the folders in a folder, sorted, and of links to folders; none when it is not there. */
export function subfolders(folder: string): { readonly folders: string[]; readonly links: string[] } {
  const entries = ifThere(() => readdirSync(folder, { withFileTypes: true }), []);
  const namesOf = (found: typeof entries): string[] => found.map(({ name }) => name).sort();
  return {
    folders: namesOf(entries.filter((entry) => entry.isDirectory())),
    links: namesOf(entries.filter((entry) => entry.isSymbolicLink() && isFolder(path.join(folder, entry.name)))),
  };
}

export function isFolder(place: string): boolean {
  return ifThere(() => statSync(place).isDirectory(), false);
}

/**
 * Every file below a folder by its path within it, with `/` between names, sorted; none when the folder is not there.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a link: what it leads to may be no part of the data.
 */
export function filesBelow(folder: string, prefix = ""): string[] {
  const place = path.join(folder, prefix);
  if (prefix === "" && ifThere(() => lstatSync(place).isSymbolicLink(), false)) throw link(place);
  const entries = ifThere(() => readdirSync(place, { withFileTypes: true }), []);
  return entries
    .flatMap((entry) => {
      const name = path.posix.join(prefix, entry.name);
      if (entry.isSymbolicLink()) throw link(path.join(folder, name));
      return entry.isDirectory() ? filesBelow(folder, name) : [name];
    })
    .sort();
}

function link(place: string): MillraceError {
  return invalidParameter(`${place} is a link, and links are not followed. Copy the folder with its links resolved.`);
}

/** Bytes. */
export function fileSize(file: string): number {
  return statSync(file).size;
}

/** The files of a folder as names and contents: so are parameters and tags kept. */
export function readEntries(folder: string): Entry[] {
  return filesBelow(folder).map((key) => ({ key, value: readFileSync(path.join(folder, key), "utf8") }));
}

/** Reads a `meta.yaml`; undefined when there is none. Throws when it is damaged or a link. */
export function readMeta(folder: string): Meta | undefined {
  const file = path.join(folder, "meta.yaml");
  if (ifThere(() => lstatSync(file).isSymbolicLink(), false)) throw link(file);
  const text = ifThere(() => readFileSync(file, "utf8"), undefined);
  return text === undefined ? undefined : new Meta(text);
}

/** The lines of a file that may be longer than a text can be. What is not ASCII comes as one character for each byte. */
export function* linesOf(file: string): Generator<string> {
  const handle = openSync(file, "r");
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    let rest = "";
    for (;;) {
      const length = readSync(handle, chunk, 0, CHUNK, null);
      if (length === 0) break;
      const lines = (rest + chunk.toString("latin1", 0, length)).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
    if (rest !== "") yield rest;
  } finally {
    closeSync(handle);
  }
}
