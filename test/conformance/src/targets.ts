import { startMillrace, startMlflow, tempDir, type Program } from "@millrace/testkit";
import type { Target } from "./runCase.ts";

/** The two servers under comparison, fresh and empty. */
export interface Targets {
  readonly mlflow: Target;
  readonly millrace: Target;
  /** Stops both. */
  readonly stop: () => Promise<void>;
}

/** Both servers keep the artifacts themselves, as they do unless told otherwise. */
const ARTIFACTS = "mlflow-artifacts:/";

/** Starts the real MLflow and Millrace, each with a SQLite store and files in a folder of its own. */
export async function startTargets(): Promise<Targets> {
  const started = await Promise.allSettled([
    start("MLflow", startMlflow),
    start("Millrace", startMillrace, allowFolder),
  ]);
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
  (options: { folder: string; artifacts: string; args: readonly string[] }): Promise<Program>;
}

/** MLflow lets a caller name any folder of the disk for artifacts; Millrace those that it is told. */
function allowFolder(directory: string): string[] {
  return [`--allowed-artifact-roots=${directory}/allowed`];
}

async function start(
  name: string,
  startProgram: Start,
  argsFor: (directory: string) => readonly string[] = () => [],
): Promise<{ program: Program; target: Target }> {
  const directory = tempDir();
  const program = await startProgram({ folder: directory, artifacts: ARTIFACTS, args: argsFor(directory) });
  return { program, target: { name, url: program.url, directory, artifactRoot: ARTIFACTS.slice(0, -1) } };
}
