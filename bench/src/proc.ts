/** What Linux tells about processes under /proc. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

/** Memory of a process and all its descendants, in MiB. PSS counts a page shared by n processes as 1/n. */
export type Memory = { readonly pss: number; readonly rss: number };

/** The process and all its living descendants, itself first. Only itself where there is no /proc. */
export function processTree(root: number): number[] {
  const tree = [root];
  if (!existsSync("/proc/self/task")) return tree;
  for (let i = 0; i < tree.length; i++) tree.push(...children(tree[i] ?? root));
  return tree;
}

/** Adds up PSS and RSS over the process tree. Throws where there is no /proc. */
export function memoryOf(root: number): Memory {
  let pss = 0;
  let rss = 0;
  for (const pid of processTree(root)) {
    const text = read(`/proc/${pid}/smaps_rollup`);
    pss += kibibytes(text, "Pss");
    rss += kibibytes(text, "Rss");
  }
  if (rss === 0) throw new Error(`cannot read /proc/${root}/smaps_rollup: memory is measured on Linux only`);
  return { pss: pss / 1024, rss: rss / 1024 };
}

/** Forgets how much memory the process tree has had at most, so that `peakOf` speaks of what comes. */
export function resetPeak(root: number): void {
  for (const pid of processTree(root)) writeFileSync(`/proc/${pid}/clear_refs`, "5");
}

/** The most memory (RSS, MiB) that each process of the tree has had, added up. */
export function peakOf(root: number): number {
  const peaks = processTree(root).map((pid) => kibibytes(read(`/proc/${pid}/status`), "VmHWM"));
  return peaks.reduce((sum, peak) => sum + peak, 0) / 1024;
}

function children(pid: number): number[] {
  let tasks: string[];
  try {
    tasks = readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
  return tasks.flatMap((task) => read(`/proc/${pid}/task/${task}/children`).split(" ").filter(Boolean).map(Number));
}

/** The file's text, or nothing when the process has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function kibibytes(text: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0);
}
