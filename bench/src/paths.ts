/** The places that the bench uses. */
import { join } from "node:path";
import { VENV } from "../../scripts/python-env.mjs";

/** The root of the checkout. */
export const ROOT = join(import.meta.dirname, "..", "..");

/** Kept between runs: filled databases of the reference programs. On the checkout's disk, since /tmp may be memory. */
export const CACHE = join(ROOT, ".cache", "bench");

/** The folder of the programs of the Python environment that holds the reference programs. */
export const VENV_BIN = join(VENV, "bin");

/** A program of the Python environment that holds the reference programs. */
export function venvBin(name: string): string {
  return join(VENV_BIN, name);
}
