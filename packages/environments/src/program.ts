import { spawn } from "node:child_process";
import { access, constants } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { MillraceError } from "@millrace/contract";

/** How programs are run. */
export interface ProgramOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Hears each line that a program prints. */
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

const LAST_LINES = 15;

/** Finds a program on the path of an environment. */
export async function findProgram(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const folder of (env["PATH"] ?? "").split(path.delimiter)) {
    const file = path.join(folder, name);
    const isThere =
      folder !== "" &&
      (await access(file, constants.X_OK).then(
        () => true,
        () => false,
      ));
    if (isThere) return file;
  }
  return undefined;
}

/**
 * Runs a program to its end, without a shell.
 * @throws MillraceError INTERNAL_ERROR with its last lines when it fails
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { env, log, signal }: ProgramOptions,
): Promise<void> {
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"], ...(signal && { signal }) });
  const last: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on("line", (line) => {
      last.push(line);
      if (last.length > LAST_LINES) last.shift();
      log(line);
    });
  }
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  child.once("error", (error) => resolve(error.message));
  child.once("close", (code, killedBy) => resolve(code === 0 ? undefined : `it ended with ${killedBy ?? code}`));
  const reason = await promise;
  if (reason === undefined) return;
  throw new MillraceError(
    "INTERNAL_ERROR",
    `\`${[path.basename(program), ...args].join(" ")}\` failed: ${reason}. It said last:\n${last.join("\n")}`,
  );
}
