import { mkdir } from "node:fs/promises";
import path from "node:path";
import { startMillrace, startMlflow, tempDir, type Program } from "@millrace/testkit";
import type { Target } from "./runCase.ts";

/** The two servers under comparison, fresh and empty. */
export interface Targets {
  readonly mlflow: Target;
  readonly millrace: Target;
  /** Stops both. */
  readonly stop: () => Promise<void>;
}

/** Starts the real MLflow and Millrace, each with a SQLite store and a local artifact folder. */
export async function startTargets(): Promise<Targets> {
  const started = await Promise.allSettled([start("MLflow", startMlflow), start("Millrace", startMillrace)]);
  const [mlflow, millrace] = started.map((one) => (one.status === "fulfilled" ? one.value : undefined));
  const stop = async (): Promise<void> => {
    await Promise.all([mlflow?.program.stop(), millrace?.program.stop()]);
  };
  if (mlflow === undefined || millrace === undefined) {
    await stop();
    const reasons: unknown[] = started.flatMap((one): unknown[] => (one.status === "rejected" ? [one.reason] : []));
    throw new AggregateError(reasons, "A server did not start.");
  }
  return { mlflow: mlflow.target, millrace: millrace.target, stop };
}

interface Start {
  (options: { folder: string; artifacts: string; env: NodeJS.ProcessEnv }): Promise<Program>;
}

async function start(name: string, startProgram: Start): Promise<{ program: Program; target: Target }> {
  const directory = tempDir();
  const artifactRoot = path.join(directory, "artifacts");
  await mkdir(artifactRoot);
  const program = await startProgram({ folder: directory, artifacts: artifactRoot, env: {} });
  return { program, target: { name, url: program.url, directory, artifactRoot } };
}
