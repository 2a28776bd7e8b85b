import { readFileSync, renameSync, rmSync, linkSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";

/** A lock whose owner has not written its name after so many milliseconds was left by one that died meanwhile. */
const UNNAMED_MS = 10_000;

/**
 * Takes the lock of a spool's file for this process; one whose owner has died is taken over.
 * @returns whether this process has it now
 */
export function takeLock(file: string): boolean {
  const mine = `${process.pid} ${birthOf(process.pid)} ${hostname()}`;
  if (create(file, mine)) return true;
  const found = read(file);
  if (found === undefined) return create(file, mine);
  if (isHeld(file, found) || !moveAway(file, found)) return false;
  return create(file, mine);
}

/** Gives a lock back that this process has. */
export function releaseLock(file: string): void {
  rmSync(file, { force: true });
}

function create(file: string, owner: string): boolean {
  try {
    writeFileSync(file, owner, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function isHeld(file: string, owner: string): boolean {
  const [pid = "", birth = "", host = ""] = owner.split(" ");
  if (pid === "") return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < UNNAMED_MS;
  // Nothing is known of the processes of another machine that shares the folder.
  if (host !== hostname()) return true;
  return isAlive(Number(pid)) && birth === birthOf(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Tells a process from a later one of the same id, on Linux: the time of its start. */
function birthOf(pid: number): string {
  const status = read(`/proc/${pid}/stat`);
  return status?.slice(status.lastIndexOf(")") + 2).split(" ")[19] ?? "-";
}

/** Takes a lock out of the way, unless another process has put its own in the place meanwhile. */
function moveAway(file: string, stale: string): boolean {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    const isStale = read(aside) === stale;
    if (!isStale) linkSync(aside, file);
    rmSync(aside, { force: true });
    return isStale;
  } catch {
    return false;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
