import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { cleanEnvironment } from "@millrace/testkit";
import { ROOT } from "../../../../../scripts/install.mjs";

const execute = promisify(execFile);

/** The packages that the checkout has installed. */
export const MODULES = path.join(ROOT, "node_modules");

/** The platform as packages with programs for one platform each call it. */
const PLATFORM = `${process.platform}-${process.arch}`;
const EXE = process.platform === "win32" ? ".exe" : "";

/** Bun's and Deno's programs; undefined where their packages have none for this platform. */
export const BUN = existing(`@oven/bun-${PLATFORM}/bin/bun${EXE}`, `@oven/bun-${PLATFORM}-musl/bin/bun${EXE}`);
export const DENO = existing(
  `@deno/${PLATFORM}-glibc/deno${EXE}`,
  `@deno/${PLATFORM}/deno${EXE}`,
  `@deno/${PLATFORM}-msvc/deno${EXE}`,
);

function existing(...files: readonly string[]): string | undefined {
  return files.map((file) => path.join(MODULES, file)).find((file) => existsSync(file));
}

/**
 * Runs a program and gives what it prints.
 * @throws {Error} with what it printed, when it does not end with exit code 0
 */
export async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  const env = cleanEnvironment({ DENO_NO_UPDATE_CHECK: "1", npm_config_cache: path.join(cwd, "npm-cache") });
  const shell = program.endsWith(".cmd");
  try {
    const { stdout } = await execute(program, args, { cwd, env, shell, timeout: 120_000, maxBuffer: 2 ** 26 });
    return stdout;
  } catch (error) {
    const printed = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
    throw new Error(`${String(error)}\n${printed}`, { cause: error });
  }
}

/** Runs npm. Throws as `run`. */
export function npm(args: readonly string[], cwd: string): Promise<string> {
  return run(process.platform === "win32" ? "npm.cmd" : "npm", args, cwd);
}
