import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findProgram } from "@millrace/environments";
import { downloadArtifacts, locate, type StorageSettings } from "millrace/artifacts";
import type { Client } from "millrace/client";
import { buildCommand, type ProjectCommand } from "../command/build.ts";
import { chooseEntryPoint } from "../entry-point.ts";
import type { ProjectEnvironment } from "../mlproject/project.ts";
import { readProject } from "../mlproject/read.ts";
import { resolveParameters } from "../parameters.ts";
import { openSource } from "../sources/open-source.ts";
import { type OutputListener, runChild } from "./child.ts";
import { prepareEnvironment } from "./environment.ts";
import { type OpenedRun, openRun, type RunChoice } from "./open-run.ts";
import { OutputLog } from "./output-log.ts";
import { type EnvManager, projectTags } from "./tags.ts";

/** What is run, and where. */
export interface ProjectRun extends RunChoice {
  /** A folder, a zip archive, a git repository, or the bare name of a project. */
  readonly uri: string;
  /** Default: `main`, or the only one. */
  readonly entryPoint?: string | undefined;
  readonly version?: string | undefined;
  readonly parameters: ReadonlyMap<string, string>;
  /** Default: what the project asks for. */
  readonly envManager?: EnvManager | undefined;
}

/** How it is run. */
export interface RunProjectOptions {
  readonly client: Client;
  /** What relative paths start from. */
  readonly folder: string;
  /** The variables that the program gets, besides those of its run. */
  readonly env: NodeJS.ProcessEnv;
  readonly user: string;
  /** The folder that keeps environments. */
  readonly environments: string;
  /** For files that are fetched. Default: the system's folder for temporary ones. */
  readonly storageFolder?: string | undefined;
  readonly storage?: StorageSettings;
  readonly signal: AbortSignal;
  /** Hears what is done before the program starts. */
  readonly log: (line: string) => void;
  readonly onOutput: OutputListener;
}

/** How a run of a project ended. */
export interface ProjectRunEnd {
  readonly runId: string;
  readonly status: "FINISHED" | "FAILED" | "KILLED";
  /** The program's exit code. */
  readonly code: number;
}

const OUTPUT_EVERY_MS = 500;
/** What a shell says of a program that was asked to end. */
const STOPPED = 143;

/**
 * Runs an entry point of a project to its end, as a run of the tracking server. What can be seen to be wrong is refused
 * before there is a run; from then on the run ends as its program does.
 * @throws MillraceError when there is no such project or entry point, or its parameters are wrong
 */
export async function runProject(run: ProjectRun, options: RunProjectOptions): Promise<ProjectRunEnd> {
  const root = options.storageFolder ?? tmpdir();
  await mkdir(root, { recursive: true });
  const temporary = await mkdtemp(path.join(root, "millrace-run-"));
  try {
    return await follow(await begin(run, temporary, options), run, options);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** A run that has begun, and the command that is to follow. */
interface Begun {
  readonly opened: OpenedRun;
  readonly command: ProjectCommand;
  readonly folder: string;
  readonly environment: ProjectEnvironment;
}

async function begin(run: ProjectRun, temporary: string, options: RunProjectOptions): Promise<Begun> {
  const { client, folder, user, env, signal } = options;
  const fetch = (uri: string): Promise<string> => fetchTo(temporary, uri, options);
  const source = await openSource(run.uri, { folder, version: run.version, temporary, fetch, env, signal });
  const { environment, ...project } = await readProject(source.folder);
  const point = await chooseEntryPoint({ ...project, environment }, source.folder, run.entryPoint);
  const values = await resolveParameters(point, run.parameters, { folder, fetch });
  const command = buildCommand(point, values);
  const tags = projectTags({ source, point, environment, envManager: run.envManager, backend: "local", user });
  const opened = await openRun(client, run, tags, values.logged, user);
  return { opened, command, folder: source.folder, environment };
}

async function follow(begun: Begun, { envManager }: ProjectRun, options: RunProjectOptions): Promise<ProjectRunEnd> {
  const { opened, command, folder, environment } = begun;
  const { client, env, signal, environments: root, log } = options;
  const killed = new AbortController();
  const stop = AbortSignal.any([signal, killed.signal]);
  const output = new OutputLog(client, opened.runId, OUTPUT_EVERY_MS, () => killed.abort());
  const onOutput: OutputListener = async (text, stream) => {
    output.write(text);
    await options.onOutput(text, stream);
  };
  try {
    const tell = (line: string): void => {
      log(line);
      output.write(`${line}\n`);
    };
    const variables = await prepareEnvironment(environment, folder, envManager, { root, env, log: tell, signal: stop });
    const programEnv = { ...env, ...variables, ...opened.variables };
    const startable = await withPython(command, programEnv);
    const { code, wasStopped } = await runChild(startable, { folder, env: programEnv, signal: stop, onOutput });
    await output.close();
    const status = wasStopped ? "KILLED" : code === 0 ? "FINISHED" : "FAILED";
    return { runId: opened.runId, status: await opened.end(status), code };
  } catch (error) {
    await output.close();
    const status = await opened.end(stop.aborted ? "KILLED" : "FAILED");
    if (stop.aborted) return { runId: opened.runId, status, code: STOPPED };
    throw error;
  }
}

/** Some systems have `python3` alone. */
async function withPython(command: ProjectCommand, env: NodeJS.ProcessEnv): Promise<ProjectCommand> {
  if (command.program !== "python" || (await findProgram("python", env)) !== undefined) return command;
  return { ...command, program: "python3" };
}

async function fetchTo(temporary: string, uri: string, { client, storage }: RunProjectOptions): Promise<string> {
  const folder = await mkdtemp(path.join(temporary, "file-"));
  const { place, path: at } = await locate(client, uri, storage);
  return downloadArtifacts(place, at, folder);
}
