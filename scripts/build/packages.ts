import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { NODE, ROOT, run } from "../install.mjs";
import { CLIENT_FILE, writeClient } from "./client.ts";
import { type Manifest, publishedManifest } from "./manifest.ts";

/** The rooms that become npm packages, and the folder of each. */
const PACKAGES = { contract: "contract", artifacts: "artifacts", sdk: "millrace" };

/**
 * Builds the npm packages of the SDK: JavaScript, declarations and package.json, and the client as one file for web
 * pages. What the folder held before is gone.
 * @returns the packages' folders
 * @throws {Error} when the sources do not compile
 */
export async function buildPackages(target: string): Promise<string[]> {
  await rm(target, { recursive: true, force: true });
  const emitted = path.join(target, "emitted");
  await mkdir(emitted, { recursive: true });
  const project = path.join(ROOT, "scripts/build/tsconfig.json");
  await run(NODE, [
    path.join(ROOT, "node_modules/typescript/bin/tsc"),
    "--noCheck",
    "-p",
    project,
    "--outDir",
    emitted,
  ]);
  const folders = Object.entries(PACKAGES).map(([room, name]) => ({ room, folder: path.join(target, name) }));
  for (const { room, folder } of folders) {
    await rename(path.join(emitted, room, "src"), folder);
    await writeManifest(path.join(ROOT, "packages", room), folder);
    await cp(path.join(ROOT, "LICENSE"), path.join(folder, "LICENSE"));
    const readme = path.join(ROOT, "packages", room, "README.md");
    if (existsSync(readme)) await cp(readme, path.join(folder, "README.md"));
  }
  await rm(emitted, { recursive: true });
  await writeClient(path.join(target, PACKAGES.sdk, CLIENT_FILE));
  return folders.map(({ folder }) => folder);
}

async function writeManifest(room: string, folder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(path.join(room, "package.json"), "utf8")) as Manifest;
  await writeFile(path.join(folder, "package.json"), `${JSON.stringify(publishedManifest(manifest), null, 2)}\n`);
}
