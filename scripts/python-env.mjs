// The Python side of tests and benchmarks: one virtual environment with pinned packages, made on first use.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { ROOT, run } from "./install.mjs";

const PYTHONS = ["python3", "python3.13", "python3.12", "python3.11", "python3.10"];
const CAN_MAKE_ENVIRONMENTS = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";

/** The folder of the virtual environment; MILLRACE_VENV puts it elsewhere. */
export const VENV = path.resolve(ROOT, process.env.MILLRACE_VENV ?? ".venv");

/**
 * Makes sure that the virtual environment holds what the requirements files list; costs nothing when it already does.
 * @param {{ requirements: readonly string[] }} options files relative to the checkout
 * @returns {Promise<string>} the folder with `python` and the other programs of the environment
 * @throws {Error} when there is no Python 3.10 or later, or pip fails
 */
export async function ensurePython({ requirements }) {
  const bin = path.join(VENV, "bin");
  for (const file of requirements) {
    const stamp = path.join(
      VENV,
      ".installed",
      createHash("sha256")
        .update(readFileSync(path.join(ROOT, file)))
        .digest("hex"),
    );
    if (existsSync(stamp)) continue;
    if (!existsSync(path.join(bin, "python"))) await run(await findPython(), ["-m", "venv", VENV]);
    console.log(`Installing the Python packages of ${file} …`);
    await run(path.join(bin, "python"), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", file]);
    mkdirSync(path.dirname(stamp), { recursive: true });
    writeFileSync(stamp, "");
  }
  return bin;
}

async function findPython() {
  for (const python of PYTHONS) {
    try {
      await promisify(execFile)(python, ["-c", CAN_MAKE_ENVIRONMENTS]);
      return python;
    } catch {
      // Absent, too old, or without the venv module: the next one may do.
    }
  }
  throw new Error(
    "Found no Python 3.10 or later with its venv module: install one (on Debian: python3 and python3-venv).",
  );
}
