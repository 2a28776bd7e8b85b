import { invalidParameter } from "@millrace/contract";
import type { CollectRequest } from "@millrace/server";
import { environmentSettings } from "@millrace/server/environment";
import { SETTINGS, type Settings } from "@millrace/server/settings";
import type { Command } from "commander";
import { stoppable } from "../stoppable.ts";

interface GcFlags {
  readonly olderThan?: string;
  readonly runIds?: string;
  readonly experimentIds?: string;
  readonly loggedModelIds?: string;
  readonly jobs?: true;
  readonly jobIds?: string;
  readonly dryRun?: true;
  readonly keepArtifacts?: true;
  readonly json?: true;
  readonly trackingUri?: string;
  readonly workspace?: string;
  readonly backendStoreUri?: string;
  readonly defaultArtifactRoot?: string;
  readonly artifactsDestination?: string;
  readonly allowedArtifactRoots?: string;
}

/** The settings of the server that say where rows and artifacts are. */
const PLACES = ["backendStoreUri", "artifactsDestination", "defaultArtifactRoot", "allowedArtifactRoots"] as const;

/** Adds `millrace gc`. */
export function addGcCommand(program: Command): void {
  const command = program
    .command("gc")
    .description(
      "Remove deleted experiments, runs and logged models for good, rows and artifacts together. Works on the database " +
        "and the artifact stores themselves, whether the server runs or not.",
    )
    .helpOption("--help", "Show this help.")
    .allowExcessArguments(false)
    .option("--older-than <duration>", "Only what was deleted longer ago than this, such as 30d or 2d8h5m20s.")
    .option("--run-ids <list>", "Only these runs, comma-separated. Each must be deleted.")
    .option("--experiment-ids <list>", "Only these experiments, comma-separated. Each must be deleted.")
    .option("--logged-model-ids <list>", "Only these logged models, comma-separated. Each must be deleted.")
    .option("--jobs", "Remove ended jobs, too.")
    .option("--job-ids <list>", "Only these ended jobs, comma-separated.")
    .option("--dry-run", "Say what would be removed, and remove nothing.")
    .option("--keep-artifacts", "Remove rows only, and leave the artifacts where they are.")
    .option("--json", "Print the result as one JSON object.")
    .option("--tracking-uri <uri>", "Accepted for MLflow's sake: artifacts are removed without a server.")
    .option("--workspace <name>", "Accepted for MLflow's sake: everything is in the workspace default.")
    .option("--all-workspaces", "Accepted for MLflow's sake: everything is in the workspace default.")
    .action(runGcCommand);
  for (const name of PLACES) command.option(SETTINGS[name].flags, `${SETTINGS[name].doc} [${SETTINGS[name].variable}]`);
}

async function runGcCommand(flags: GcFlags): Promise<void> {
  if (flags.workspace !== undefined && flags.workspace !== "default") {
    throw invalidParameter(`--workspace is '${flags.workspace}'; there is only the workspace default.`);
  }
  const { collectTrash, configFrom, describePurge } = await import("@millrace/server");
  const settings: Settings = environmentSettings();
  for (const name of PLACES) if (flags[name] !== undefined) settings[name] = flags[name];
  const config = configFrom(settings);
  const isJson = flags.json === true;
  const verb = flags.dryRun === true ? "would be purged" : "is purged";
  await stoppable(async (signal) => {
    const result = await collectTrash(config, requestFrom(flags), {
      signal,
      onPurged: ({ kind, id }) => isJson || console.log(`${nameOf(kind)} ${id} ${verb}.`),
      onFailed: ({ kind, id }, reason) => console.error(`millrace: ${nameOf(kind)} ${id} stays. ${reason}`),
    });
    if (isJson) console.log(JSON.stringify(result));
    else {
      for (const id of result.jobs) console.log(`Job ${id} is removed.`);
      for (const { kind, id, artifact_uri: uri, reason } of result.kept) {
        console.log(`The artifacts of ${nameOf(kind)} ${id} are still at ${uri}. ${reason}`);
      }
      console.log(describePurge(result));
    }
    if (result.failed_count !== 0) process.exitCode = 1;
    signal.throwIfAborted();
  });
}

function requestFrom(flags: GcFlags): CollectRequest {
  const jobIds = idsIn(flags.jobIds);
  return {
    ids: {
      experimentIds: idsIn(flags.experimentIds),
      runIds: idsIn(flags.runIds),
      loggedModelIds: idsIn(flags.loggedModelIds),
    },
    jobs: jobIds.length > 0 ? jobIds : flags.jobs === true ? "all" : "none",
    olderThan: flags.olderThan,
    dryRun: flags.dryRun === true,
    keepArtifacts: flags.keepArtifacts === true,
  };
}

function idsIn(list: string | undefined): string[] {
  const ids = (list ?? "").split(",").map((id) => id.trim());
  return [...new Set(ids)].filter((id) => id !== "");
}

function nameOf(kind: string): string {
  return kind.charAt(0) + kind.slice(1).toLowerCase().replace("_", " ");
}
