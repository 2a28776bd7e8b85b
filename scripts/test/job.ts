import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { NODE, ROOT } from "../install.mjs";

/** What came out of a job: `problems` are texts to print in full, one for each failure; `skips` name what did not run. */
export interface Outcome {
  passed: number;
  readonly problems: string[];
  readonly skips: string[];
}

/** One thing that `npm test` runs. */
export interface Job {
  readonly name: string;
  /** What it does, for the reader of the log. */
  readonly purpose: string;
  /** `progress` hears in a few words where it is. */
  run(progress: (where: string) => void): Promise<Outcome>;
}

/** A job that counts as one test: a script of the checkout that has to end with exit code 0. */
export function scriptJob(name: string, purpose: string, script: readonly string[]): Job {
  return {
    name,
    purpose,
    async run() {
      const printed: string[] = [];
      const ending = await runLines(script, (line) => printed.push(line));
      if (ending === undefined) return { passed: 1, problems: [], skips: [] };
      return { passed: 0, problems: [`${name} ${ending}:\n${printed.join("\n")}`], skips: [] };
    },
  };
}

const LIMIT_MINUTES = 15;

/**
 * Runs the checkout's Node and hands over each line that it prints, standard error included.
 * @returns how it failed, such as "ended with exit code 1"; undefined when it ended with exit code 0
 */
export async function runLines(args: readonly string[], line: (text: string) => void): Promise<string | undefined> {
  // Set inside of a test, it would turn node:test's runner into a child of that test.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  // A process group of its own, so that a job that hangs ends together with the servers that it started.
  const child = spawn(NODE, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const killGroup = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  };
  process.once("exit", killGroup);
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    killGroup();
  }, LIMIT_MINUTES * 60_000);
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on("line", line);
  try {
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (...ending) => resolve(ending));
    });
    if (late) return `did not end within ${LIMIT_MINUTES} minutes`;
    return code === 0 ? undefined : `ended with ${signal ?? `exit code ${code}`}`;
  } finally {
    clearTimeout(limit);
    process.off("exit", killGroup);
  }
}
