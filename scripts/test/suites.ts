import { glob } from "node:fs/promises";
import path from "node:path";
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
  const slow = new Map<string, string[]>();
  const fast = new Map<string, string[]>();
  for (const file of await testFiles()) {
    const [top = "", second = ""] = file.split("/");
    const room = top === "packages" || top === "test" ? second : top;
    if (file.endsWith(".slow.test.ts")) slow.set(`${room}/${path.basename(file, ".test.ts")}`, [file]);
    else add(top === "test" ? slow : fast, room, file);
  }
  const rooms = [...fast].sort(([, a], [, b]) => b.length - a.length);
  const chosen = quick ? rooms : [...slow, ...rooms];
  return chosen.map(([name, files]) => suiteJob(name, files));
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
