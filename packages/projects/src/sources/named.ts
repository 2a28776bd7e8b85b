import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { invalidParameter } from "@millrace/contract";
import { parseProject } from "../mlproject/parse.ts";
import { projectFile } from "../mlproject/read.ts";

const DEEPEST = 4;
const MOST_FOLDERS = 2000;
const LEFT_OUT = new Set(["node_modules", "mlruns", "mlartifacts"]);

/**
 * Finds the folder below another one whose MLproject file has a name; undefined when there is none.
 * @throws MillraceError INVALID_PARAMETER_VALUE when several have it
 */
export async function findByName(name: string, root: string): Promise<string | undefined> {
  const found: string[] = [];
  let level = [root];
  let looked = 0;
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const folder of level.slice(0, MOST_FOLDERS - looked)) {
      looked += 1;
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
      const file = projectFile(entries.filter((entry) => entry.isFile()).map((entry) => entry.name));
      if (file !== undefined && (await nameIn(path.join(folder, file))) === name) found.push(folder);
      const folders = entries.filter((entry) => entry.isDirectory() && !isLeftOut(entry.name));
      next.push(...folders.map((entry) => path.join(folder, entry.name)));
    }
    level = next;
  }
  if (found.length > 1) {
    throw invalidParameter(`Several projects are named "${name}": ${found.join(", ")}. Give the folder of one.`);
  }
  return found[0];
}

function isLeftOut(folder: string): boolean {
  return folder.startsWith(".") || LEFT_OUT.has(folder);
}

async function nameIn(file: string): Promise<string | undefined> {
  try {
    return parseProject(await readFile(file, "utf8")).name;
  } catch {
    return undefined;
  }
}
