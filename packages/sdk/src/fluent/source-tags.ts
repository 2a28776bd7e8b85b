import { execFile } from "node:child_process";
import { userInfo } from "node:os";
import path from "node:path";

const GIT_LIMIT_MS = 2000;

const commits = new Map<string, Promise<string | undefined>>();

/** The name of the user that this process belongs to. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return "unknown";
  }
}

/** The tags that MLflow's clients give a run: who started it, with which program, of which commit. */
export async function sourceTags(): Promise<Readonly<Record<string, string>>> {
  const script = process.argv[1];
  const commit = await commitOf(script === undefined ? process.cwd() : path.dirname(script));
  return {
    "mlflow.user": userName(),
    "mlflow.source.name": script ?? process.execPath,
    "mlflow.source.type": "LOCAL",
    ...(commit !== undefined && { "mlflow.source.git.commit": commit }),
  };
}

/** The commit that is checked out around a folder; asked once, as long as the program lives. */
function commitOf(folder: string): Promise<string | undefined> {
  const known = commits.get(folder) ?? askGit(folder);
  commits.set(folder, known);
  return known;
}

function askGit(folder: string): Promise<string | undefined> {
  const options = { cwd: folder, timeout: GIT_LIMIT_MS, windowsHide: true };
  return new Promise((resolve) => {
    execFile("git", ["rev-parse", "--verify", "--quiet", "HEAD"], options, (error, output) => {
      resolve(error === null ? output.trim() : undefined);
    });
  });
}
