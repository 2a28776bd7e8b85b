import type { Command } from "commander";
import { addCommand, asGroup } from "../command/define.ts";
import { jsonOption, required } from "../command/options.ts";
import { type PlaceFlags, placeOptions, placeSettings } from "../command/places.ts";
import type { Io } from "../io.ts";
import { countLines } from "../render/import-report.ts";
import { progressLine } from "../render/progress.ts";
import { type OutputFlags, prettyJson, wantsJson } from "../render/tell.ts";
import { stoppable } from "../stoppable.ts";

interface ExportFlags extends OutputFlags, PlaceFlags {
  readonly to: string;
}

/** Fills `millrace export`. */
export function exportGroup(group: Command, io: Io): void {
  addCommand<ExportFlags>(asGroup(group), io, "mlflow", {
    doc: "Writes a SQLite database that MLflow 3.17.2 opens. Artifacts stay where they are; who changed models when stays behind.",
    options: [
      required("--to <file>", "The file to make; it must not be there."),
      ...placeOptions(["backendStoreUri"]),
      jsonOption(),
    ],
    examples: [["export mlflow --to mlflow.db", "Write what ./millrace.db has"]],
    run: runExport,
  });
}

async function runExport(flags: ExportFlags, io: Io): Promise<void> {
  const [{ configFrom }, { exportMlflow }] = await Promise.all([
    import("@millrace/server"),
    import("@millrace/transfer"),
  ]);
  const { backendStoreUri } = configFrom(placeSettings(flags));
  const progress = progressLine(io.stderr);
  const report = await stoppable(
    io,
    async (signal) => {
      try {
        return await exportMlflow({ backendStoreUri, file: flags.to }, { onProgress: progress.onProgress, signal });
      } finally {
        progress.finish();
      }
    },
    "Nothing was written.",
  );
  if (report === undefined) return;
  if (!report.same) io.endWith(1);
  if (wantsJson(flags)) {
    io.line(prettyJson(report));
    return;
  }
  for (const line of countLines(report.counts)) io.line(line);
  io.line(`\n${report.file} has ${report.same ? "everything" : "less than the store: see above"}.`);
  io.line(`Start MLflow on it with: mlflow server --backend-store-uri sqlite:///${report.file}`);
}
