import { copyFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { invalidParameter } from "@millrace/contract";
import { makeOnce, type StoredOptions } from "./made-once.ts";
import { findProgram, runProgram } from "./program.ts";

const LOCK_FILE = "package-lock.json";

/**
 * Gives the `node_modules` folder with what a package.json asks for, as its lock file says when it has one.
 * @throws MillraceError INVALID_PARAMETER_VALUE when npm or the file is missing, INTERNAL_ERROR when npm fails
 */
export async function nodeModules(packageFile: string, options: StoredOptions): Promise<string> {
  const npm = await findProgram("npm", options.env);
  if (npm === undefined) throw invalidParameter("npm is not on the PATH: install Node.js, or use --env-manager local.");
  const lockFile = path.join(path.dirname(packageFile), LOCK_FILE);
  const lock = await readFile(lockFile, "utf8").catch(() => undefined);
  const needs = `node ${process.versions.modules} ${await readFile(packageFile, "utf8")} ${lock ?? ""}`;
  const folder = await makeOnce(needs, options, async (place) => {
    await mkdir(place, { recursive: true });
    await copyFile(packageFile, path.join(place, "package.json"));
    if (lock !== undefined) await copyFile(lockFile, path.join(place, LOCK_FILE));
    const how = lock === undefined ? "install" : "ci";
    await runProgram(npm, [how, "--prefix", place, "--omit=dev", "--no-audit", "--no-fund"], options);
    // npm makes no folder when nothing is asked for.
    await mkdir(path.join(place, "node_modules"), { recursive: true });
  });
  return path.join(folder, "node_modules");
}
