import { environmentSettings } from "@millrace/server/environment";
import { SETTINGS, type Settings } from "@millrace/server/settings";
import type { ImportRequest } from "@millrace/transfer";
import type { Command } from "commander";
import { importReport, isComplete } from "../render/import-report.ts";
import { progressLine } from "../render/progress.ts";
import { stoppable } from "../stoppable.ts";

interface ImportFlags {
  readonly from: string;
  readonly registryFrom?: string;
  readonly copyArtifacts?: true;
  readonly fromArtifacts?: string;
  readonly backendStoreUri?: string;
  readonly defaultArtifactRoot?: string;
  readonly artifactsDestination?: string;
  readonly allowedArtifactRoots?: string;
}

/** The settings of the server that say where things go. */
const PLACES = ["backendStoreUri", "defaultArtifactRoot", "artifactsDestination", "allowedArtifactRoots"] as const;

/** Adds `millrace import mlflow`. */
export function addImportCommand(program: Command): void {
  const command = program
    .command("import")
    .description("Bring data in from other tracking servers.")
    .helpOption("--help", "Show this help.")
    .helpCommand(false)
    .command("mlflow")
    .description(
      "Bring in everything that an MLflow server has, ids kept. Can be stopped and run again; a second run adds what is new.",
    )
    .helpOption("--help", "Show this help.")
    .allowExcessArguments(false)
    .requiredOption("--from <uri>", "The server's database (sqlite:///…, postgresql://…) or its mlruns folder.")
    .option("--registry-from <uri>", "The same for its model registry, when that is in another place.")
    .option("--copy-artifacts", "Copy the artifacts too; otherwise they stay where they are.")
    .option(
      "--from-artifacts <uri>",
      "Where the server keeps artifacts that clients send through it (its --artifacts-destination).",
    )
    .action(runImportCommand);
  for (const name of PLACES) command.option(SETTINGS[name].flags, `${SETTINGS[name].doc} [${SETTINGS[name].variable}]`);
}

async function runImportCommand(flags: ImportFlags): Promise<void> {
  const request = await importRequest(flags);
  const { runImport } = await import("@millrace/transfer");
  const progress = progressLine(process.stderr);
  const report = await stoppable(async (signal) => {
    try {
      return await runImport(request, { onProgress: progress.onProgress, signal });
    } finally {
      progress.finish();
    }
  });
  if (report === undefined) return;
  for (const line of importReport(report)) console.log(line);
  if (!isComplete(report)) process.exitCode = 1;
}

/** The same settings as the server's say where rows and artifacts go. */
async function importRequest(flags: ImportFlags): Promise<ImportRequest> {
  const { configFrom } = await import("@millrace/server");
  const given: Settings = environmentSettings();
  for (const name of PLACES) if (flags[name] !== undefined) given[name] = flags[name];
  const config = configFrom(given);
  return {
    from: flags.from,
    registryFrom: flags.registryFrom,
    backendStoreUri: config.backendStoreUri,
    artifacts: flags.copyArtifacts && {
      root: config.defaultArtifactRoot,
      options: config.artifactOptions,
      fromDestination: flags.fromArtifacts,
    },
  };
}
