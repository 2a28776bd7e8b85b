import { userInfo } from "node:os";
import { invalidParameter, MillraceError } from "@millrace/contract";
import { ENV_MANAGERS } from "@millrace/environments";
import { environmentValue, inheritedEnvironment } from "@millrace/server/environment";
import type { EnvManager, ProjectRun, ProjectRunEnd, RunProjectOptions } from "@millrace/projects";
import type { Command } from "commander";
import { defineCommand } from "../command/define.ts";
import { choice, option, type Tag, tagOption, trackingUriOption } from "../command/options.ts";
import { openClient, type TrackingFlags } from "../command/tracking.ts";
import type { Io } from "../io.ts";
import { storageSettings } from "./artifacts/transfer.ts";
import { environmentsFolder } from "./environments-folder.ts";

interface RunFlags extends TrackingFlags {
  readonly entryPoint?: string;
  readonly version?: string;
  readonly paramList?: readonly Tag[];
  readonly experimentName?: string;
  readonly experimentId?: string;
  readonly envManager?: EnvManager;
  readonly storageDir?: string;
  readonly runId?: string;
  readonly runName?: string;
}

/** Fills `millrace run`. */
export function run(command: Command, io: Io): void {
  defineCommand<RunFlags>(command, io, {
    doc: "Runs a project: a folder, a zip archive, a git repository, or the name in an MLproject file below this folder.",
    operands: [["<uri>", "Where the project is; `#folder` at the end names a part of it."]],
    options: [
      option("-e, --entry-point <name>", "What to run. Default: main, or the only one there is."),
      option("-v, --version <version>", "A commit, branch or tag of a git repository."),
      tagOption("-P, --param-list <name=value>", "A parameter; may be given several times."),
      option("--experiment-name <name>", "The run's experiment; made when it is not there. [MLFLOW_EXPERIMENT_NAME]"),
      option("--experiment-id <id>", "The same by id. [MLFLOW_EXPERIMENT_ID]"),
      choice("--env-manager <manager>", "Where packages come from. Default: as the project says.", ENV_MANAGERS),
      option("--storage-dir <folder>", "For files that are fetched. Default: a temporary folder. [MLFLOW_TMP_DIR]"),
      option("--run-id <id>", "Go on with this run in the place of a new one."),
      option("--run-name <name>", "The name of the run."),
      trackingUriOption(),
    ],
    examples: [
      ["run ./iris -P c=0.5", "Run the entry point main of a folder"],
      ["run https://git.example.org/team/iris.git#train -v v1.2 -e tune", "Run a part of a repository at a tag"],
    ],
    run: runRun,
  });
}

async function runRun(flags: RunFlags, io: Io, [uri = ""]: readonly string[]): Promise<void> {
  const project = projectOf(flags, uri);
  const [{ runProject }, client] = await Promise.all([import("@millrace/projects"), openClient(flags)]);
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  try {
    const end = await runProject(project, { client, ...optionsOf(flags, io, stop.signal) });
    tellEnd(end, io);
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}

function projectOf(flags: RunFlags, uri: string): ProjectRun {
  const given = flags.paramList ?? [];
  const parameters = new Map(given.map(({ key, value }) => [key, value]));
  if (parameters.size < given.length) throw invalidParameter("A parameter is given twice with -P: give each once.");
  if (flags.experimentId !== undefined && flags.experimentName !== undefined)
    throw invalidParameter("Give --experiment-name or --experiment-id, not both.");
  const isChosen = flags.experimentId !== undefined || flags.experimentName !== undefined;
  const { entryPoint, version, envManager, runId, runName } = flags;
  return {
    uri,
    parameters,
    entryPoint,
    version,
    envManager,
    runId,
    runName,
    experimentId: flags.experimentId ?? (isChosen ? undefined : environmentValue("MLFLOW_EXPERIMENT_ID")),
    experimentName: flags.experimentName ?? (isChosen ? undefined : environmentValue("MLFLOW_EXPERIMENT_NAME")),
  };
}

function optionsOf(flags: RunFlags, io: Io, signal: AbortSignal): Omit<RunProjectOptions, "client"> {
  const storageFolder = flags.storageDir ?? environmentValue("MLFLOW_TMP_DIR");
  return {
    folder: process.cwd(),
    env: inheritedEnvironment(),
    user: userInfo().username,
    environments: environmentsFolder(),
    storage: storageSettings(),
    storageFolder,
    signal,
    log: (line) => void io.stderr.write(`${line}\n`),
    onOutput: async (text, stream) => {
      if (stream === "stdout") await io.write(text);
      else io.stderr.write(text);
    },
  };
}

/** The exit code is 1 for a failure, as MLflow's is; the program's own stands in the line. */
function tellEnd({ runId, status, code }: ProjectRunEnd, io: Io): void {
  if (status === "FINISHED") {
    io.stderr.write(`Run ${runId} is FINISHED.\n`);
    return;
  }
  if (status === "FAILED") throw new MillraceError("INTERNAL_ERROR", `Run ${runId} FAILED with the exit code ${code}.`);
  io.note(`run ${runId} was KILLED.`);
  io.endWith(130);
}
