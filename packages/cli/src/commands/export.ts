import { environmentSettings } from "@millrace/server/environment";
import { SETTINGS } from "@millrace/server/settings";
import type { Command } from "commander";
import { countLines } from "../render/import-report.ts";
import { progressLine } from "../render/progress.ts";
import { stoppable } from "../stoppable.ts";

interface ExportFlags {
  readonly to: string;
  readonly backendStoreUri?: string;
}

/** Adds `millrace export mlflow`. */
export function addExportCommand(program: Command): void {
  const { flags, doc, variable } = SETTINGS.backendStoreUri;
  program
    .command("export")
    .description("Write the data for other tracking servers.")
    .helpOption("--help", "Show this help.")
    .helpCommand(false)
    .command("mlflow")
    .description(
      "Write a SQLite database that MLflow 3.17.2 opens. Artifacts stay where they are; who changed models when stays behind.",
    )
    .helpOption("--help", "Show this help.")
    .allowExcessArguments(false)
    .requiredOption("--to <file>", "The file to make; it must not be there.")
    .option(flags, `${doc} [${variable}]`)
    .action(runExportCommand);
}

async function runExportCommand(flags: ExportFlags): Promise<void> {
  const [{ configFrom }, { exportMlflow }] = await Promise.all([
    import("@millrace/server"),
    import("@millrace/transfer"),
  ]);
  const given = environmentSettings();
  if (flags.backendStoreUri !== undefined) given.backendStoreUri = flags.backendStoreUri;
  const { backendStoreUri } = configFrom(given);
  const progress = progressLine(process.stderr);
  const report = await stoppable(async (signal) => {
    try {
      return await exportMlflow({ backendStoreUri, file: flags.to }, { onProgress: progress.onProgress, signal });
    } finally {
      progress.finish();
    }
  }, "Nothing was written.");
  if (report === undefined) return;
  for (const line of countLines(report.counts)) console.log(line);
  console.log(`\n${report.file} has ${report.same ? "everything" : "less than the store: see above"}.`);
  console.log(`Start MLflow on it with: mlflow server --backend-store-uri sqlite:///${report.file}`);
  if (!report.same) process.exitCode = 1;
}
