import { execFile, spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { REPOSITORY, SUITE } from "./paths.ts";

const run = promisify(execFile);
const BUILD = path.join(REPOSITORY, ".cache/conformance-java");
const CLASSPATH = path.join(BUILD, "classpath.txt");
const START_LIMIT_MS = 120_000;

/** Why the Java client can't run here, for a test's `skip`; false when it can. */
export function javaMissing(): string | false {
  const missing = ["mvn", "javac"].filter((program) => spawnSync(program, ["-version"]).error !== undefined);
  return missing.length === 0 ? false : `the Java client needs ${missing.join(" and ")}`;
}

/** Builds the Java program; the first time Maven fetches the client, later it works offline. */
export async function buildJava(): Promise<void> {
  const goals = ["compile", "dependency:build-classpath", `-Dmdep.outputFile=${CLASSPATH}`, `-DbuildFolder=${BUILD}`];
  const build = async (...options: string[]): Promise<unknown> =>
    run("mvn", ["--quiet", "--batch-mode", ...options, ...goals], { cwd: path.join(SUITE, "java") });
  await build("--offline").catch(async () => build());
}

/** Runs the Java program against a server and gives what it prints. Throws when it fails. */
export async function runJava(url: string): Promise<string[]> {
  const classpath = [path.join(BUILD, "classes"), (await readFile(CLASSPATH, "utf8")).trim()];
  const { stdout } = await run("java", ["-cp", classpath.join(path.delimiter), "Conformance", url], {
    timeout: START_LIMIT_MS,
  });
  return stdout.trim().split("\n");
}
