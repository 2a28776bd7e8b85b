import { glob } from "node:fs/promises";
import { ROOT } from "../install.mjs";
import type { Job } from "./job.ts";
import { suiteJob } from "./suite.ts";

const ROOMS = ["packages/*", "test/*", "bench", "scripts"];

/**
 * Finds every test file. The quick ones of a room are one job; a slow one (`*.slow.test.ts`) is a job of its own, and
 * so is each black-box suite under `test/`. The slow jobs come first and then the rooms with the most files, since the
 * whole run lasts as long as they do.
 */
export async function findSuites({ quick }: { quick: boolean }): Promise<Job[]> {
  const { slow, rooms } = groupFiles(await testFiles());
  const chosen = quick ? rooms : [...slow, ...rooms];
  return chosen.map(([name, files]) => suiteJob(name, files));
}

/** The name of a job, and the files that it runs. */
type Group = readonly [name: string, files: readonly string[]];

/** Puts each test file into one group. */
export function groupFiles(files: readonly string[]): { readonly slow: Group[]; readonly rooms: Group[] } {
  const slow = new Map<string, string[]>();
  const rooms = new Map<string, string[]>();
  for (const file of files) {
    const [, isBlackBox, room = "", rest = ""] = /^(?:packages\/|(test\/))?([^/]+)\/(?:test\/)?(.*)$/.exec(file) ?? [];
    if (file.endsWith(".slow.test.ts")) add(slow, `${room}/${rest.replace(/\.test\.ts$/, "")}`, file);
    else add(isBlackBox === undefined ? rooms : slow, room, file);
  }
  return { slow: [...slow], rooms: [...rooms].sort(([, a], [, b]) => b.length - a.length) };
}

async function testFiles(): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob(
    ROOMS.map((room) => `${room}/**/*.test.ts`),
    { cwd: ROOT, exclude: (name) => name === "node_modules" },
  )) {
    files.push(file);
  }
  return files.sort();
}

function add(groups: Map<string, string[]>, name: string, file: string): void {
  groups.set(name, [...(groups.get(name) ?? []), file]);
}
