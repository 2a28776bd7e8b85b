import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const SUFFIX = ".jsonl";
const WRITER = /^[0-9a-z]{9}-[0-9a-f]{12}$/;
const SERVER_ID_FILE = "server-run-id";

/** Where one writer keeps what it could not send of one run. */
export interface SpoolPlace {
  /** Of the run. */
  readonly folder: string;
  readonly writer: string;
  /** The lines. */
  readonly file: string;
  readonly lock: string;
  /** The folder of the copies of artifacts. */
  readonly files: string;
}

/** A new name for a writer; names are in the order in which they were made. */
export function newWriter(): string {
  return `${Date.now().toString(36).padStart(9, "0")}-${randomBytes(6).toString("hex")}`;
}

/** @param runId which must be one by the contract's rule, so that it is the name of a folder */
export function spoolPlace(spool: string, runId: string, writer: string): SpoolPlace {
  const folder = path.resolve(spool, runId);
  const stem = path.join(folder, writer);
  return { folder, writer, file: `${stem}${SUFFIX}`, lock: `${stem}.lock`, files: `${stem}.files` };
}

/** The ids of the runs of which a spool holds something; none when there is no such folder. */
export function spooledRuns(spool: string): string[] {
  return list(spool).filter((runId) => spooledWriters(spool, runId).length > 0);
}

/** What a spool holds of a run, the oldest first. */
export function spooledWriters(spool: string, runId: string): SpoolPlace[] {
  return list(path.resolve(spool, runId))
    .filter((name) => name.endsWith(SUFFIX) && WRITER.test(name.slice(0, -SUFFIX.length)))
    .map((name) => spoolPlace(spool, runId, name.slice(0, -SUFFIX.length)));
}

/** Removes a writer's files, and the run's folder when nothing else is in it. */
export function removePlace(place: SpoolPlace): void {
  rmSync(place.file, { force: true });
  rmSync(place.files, { recursive: true, force: true });
  rmSync(place.lock, { force: true });
  const left = list(place.folder);
  if (left.length > 1 || (left[0] !== undefined && left[0] !== SERVER_ID_FILE)) return;
  rmSync(path.join(place.folder, SERVER_ID_FILE), { force: true });
  try {
    rmdirSync(place.folder);
  } catch {
    // Another process has just put something there.
  }
}

/** Notes the id that an MLflow server gave to a run that has a local one. */
export function noteServerId(folder: string, runId: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, SERVER_ID_FILE), runId);
}

/** The id that an MLflow server gave to a run, when it was noted. */
export function notedServerId(folder: string): string | undefined {
  try {
    const runId = readFileSync(path.join(folder, SERVER_ID_FILE), "utf8");
    return runId === "" ? undefined : runId;
  } catch {
    return undefined;
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
