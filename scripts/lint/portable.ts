import path from "node:path";
import { ROOT } from "../install.mjs";
import type { Source } from "./sources.ts";

const REGISTRY = /https?:\/\/(?:registry|pypi|npm|proxy|files|repo\d?|mirrors?)\.[\w.-]+/i;
const WAY_UP = /(?:\.\.\/)+[\w.-]+/g;

/** Complains about texts that hold on one machine only: its folders, a registry's address, a way out of the project. */
export function checkPortable(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => [...foreignPlaces(source), ...waysOut(source)]);
}

function foreignPlaces({ file, text }: Source): string[] {
  const complaints = [ROOT, process.env.MILLRACE_VENV ?? ""]
    .filter((folder) => folder !== "" && text.includes(folder))
    .map((folder) => `${file}: names a folder of this machine (${folder}).`);
  const registry = REGISTRY.exec(text)?.[0];
  if (registry !== undefined) complaints.push(`${file}: names a package registry (${registry}).`);
  if (file === "package-lock.json" && text.includes('"resolved": "http')) {
    complaints.push(`${file}: names where packages came from; install with the project's .npmrc.`);
  }
  return complaints;
}

function waysOut({ file, text }: Source): string[] {
  if (!file.endsWith(".md")) return [];
  return [...text.matchAll(WAY_UP)]
    .map(([way]) => path.posix.join(path.posix.dirname(file), way))
    .filter((target) => target.startsWith("../"))
    .map((target) => `${file}: points out of the project (${target}).`);
}
