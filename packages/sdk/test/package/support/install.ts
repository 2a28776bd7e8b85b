import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pick, pickString } from "@millrace/testkit";
import { buildPackages } from "../../../../../scripts/build/packages.ts";
import { MODULES, npm } from "./programs.ts";

/**
 * Builds the packages, and installs them into an empty folder as a user would, from nothing but the tarballs of what
 * they depend on.
 */
export async function installBuilt(folder: string): Promise<void> {
  const own = await buildPackages(path.join(folder, "built"));
  const tarballs = await pack([...own, ...(await dependenciesOf(own))], folder);
  await writeFile(path.join(folder, "package.json"), '{ "private": true, "type": "module" }');
  await npm(["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", ...tarballs], folder);
}

async function pack(packages: readonly string[], folder: string): Promise<string[]> {
  const packed = await npm(["pack", "--json", "--ignore-scripts", ...packages], folder);
  const answer: unknown = JSON.parse(packed);
  const entries: unknown[] = typeof answer === "object" && answer !== null ? Object.values(answer) : [];
  return entries.map((entry) => `./${pickString(entry, "filename")}`);
}

/** The installed packages that these need, and those that they need, without these themselves. */
async function dependenciesOf(folders: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  const queue = [...folders];
  for (const folder of queue) {
    const manifest: unknown = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    for (const name of Object.keys(pick(manifest, "dependencies") ?? {})) {
      const dependency = path.join(MODULES, name);
      if (found.has(dependency) || name.startsWith("@millrace/")) continue;
      found.add(dependency);
      queue.push(dependency);
    }
  }
  return found;
}
