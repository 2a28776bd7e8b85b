import { PROTOCOL_VERSION } from "@millrace/contract";
import { loadEnvFile } from "@millrace/server/environment";
import { Command } from "commander";
import packageJson from "../package.json" with { type: "json" };
import { asGroup } from "./command/define.ts";
import { addLazyCommands, type LazyCommand } from "./command/lazy.ts";
import type { Io } from "./io.ts";

const COMMANDS: readonly LazyCommand[] = [
  {
    name: "server",
    alias: "ui",
    doc: "Starts the tracking server.",
    load: async () => (await import("./commands/server.ts")).server,
  },
  {
    name: "experiments",
    doc: "Experiments: groups of runs.",
    load: async () => (await import("./commands/experiments/index.ts")).experiments,
  },
  {
    name: "runs",
    doc: "Runs: find, describe and delete them.",
    load: async () => (await import("./commands/runs/index.ts")).runs,
  },
  {
    name: "artifacts",
    doc: "Artifacts: the files of runs and models.",
    load: async () => (await import("./commands/artifacts/index.ts")).artifacts,
  },
  {
    name: "models",
    doc: "Models: the registry with versions, stages and aliases; serve them and predict.",
    load: async () => (await import("./commands/models/index.ts")).models,
  },
  {
    name: "run",
    doc: "Runs a project: a folder, a zip archive or a git repository.",
    load: async () => (await import("./commands/run.ts")).run,
  },
  {
    name: "datasets",
    doc: "Datasets that runs read.",
    load: async () => (await import("./commands/datasets.ts")).datasets,
  },
  {
    name: "sync",
    doc: "Sends what was logged while no server answered.",
    load: async () => (await import("./commands/sync.ts")).sync,
  },
  {
    name: "gc",
    doc: "Removes what is deleted for good.",
    load: async () => (await import("./commands/gc.ts")).gc,
  },
  {
    name: "db",
    doc: "The database: check and upgrade it.",
    load: async () => (await import("./commands/db/index.ts")).db,
  },
  {
    name: "import",
    doc: "Brings data in from other tracking servers.",
    load: async () => (await import("./commands/import.ts")).importGroup,
  },
  {
    name: "export",
    doc: "Writes the data for other tracking servers.",
    load: async () => (await import("./commands/export.ts")).exportGroup,
  },
  {
    name: "migrate-filestore",
    doc: "Brings an mlruns folder into a database.",
    load: async () => (await import("./commands/migrate-filestore.ts")).migrateFilestore,
  },
  {
    name: "doctor",
    doc: "Says what this installation is and what it reaches.",
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
  {
    name: "completion",
    doc: "Prints a script that completes commands in a shell.",
    load: async () => (await import("./commands/completion.ts")).completion,
  },
  {
    name: "__complete",
    doc: "Gives the words that can follow, for the scripts of `millrace completion`.",
    load: async () => (await import("./commands/complete.ts")).complete,
    isHidden: true,
  },
];

/** The whole command line; `parseAsync` runs it. */
export function createProgram(io: Io): Command {
  const program = new Command("millrace")
    .description("Tracks experiments and keeps models; speaks MLflow's protocol.")
    .version(`millrace ${packageJson.version} (MLflow ${PROTOCOL_VERSION})`)
    .option("--env-file <file>", "Read environment variables from this file first.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.line(text.replace(/\n$/, "")),
      writeErr: (text) => io.stderr.write(text),
    })
    .hook("preSubcommand", (command) => {
      const { envFile } = command.opts<{ envFile?: string }>();
      if (envFile !== undefined) loadEnvFile(envFile);
    });
  asGroup(program);
  addLazyCommands(program, io, COMMANDS);
  return program;
}
