import type { ImportReport, ImportRequest } from "@millrace/transfer";
import type { Command } from "commander";
import { addCommand, asGroup } from "../command/define.ts";
import { jsonOption, option, required } from "../command/options.ts";
import { type PlaceFlags, placeOptions, placeSettings } from "../command/places.ts";
import type { Io } from "../io.ts";
import { importReport, isComplete } from "../render/import-report.ts";
import { progressLine } from "../render/progress.ts";
import { type OutputFlags, prettyJson, wantsJson } from "../render/tell.ts";
import { stoppable } from "../stoppable.ts";

interface ImportFlags extends PlaceFlags, OutputFlags {
  readonly from: string;
  readonly registryFrom?: string;
  readonly copyArtifacts?: true;
  readonly fromArtifacts?: string;
}

/** Fills `millrace import`. */
export function importGroup(group: Command, io: Io): void {
  addCommand<ImportFlags>(asGroup(group), io, "mlflow", {
    doc: "Brings in everything that an MLflow server has, ids kept. Can be stopped and run again; a second run adds what is new.",
    options: [
      required("--from <uri>", "The server's database (sqlite:///…, postgresql://…) or its mlruns folder."),
      option("--registry-from <uri>", "The same for its model registry, when that is in another place."),
      option("--copy-artifacts", "Copy the artifacts too; otherwise they stay where they are."),
      option(
        "--from-artifacts <uri>",
        "Where the server keeps artifacts that clients send through it (its --artifacts-destination).",
      ),
      ...placeOptions(),
      jsonOption(),
    ],
    examples: [
      ["import mlflow --from sqlite:///mlflow.db", "Bring the rows of an MLflow server into ./millrace.db"],
      ["import mlflow --from ./mlruns --copy-artifacts", "Bring in a folder, files and all"],
    ],
    run: async (flags) => {
      const report = await importing(await importRequest(flags), io, true);
      if (report !== undefined) tellImport(report, wantsJson(flags), io);
    },
  });
}

/** Imports with progress on standard error; gives undefined when it was stopped. */
export async function importing(
  request: ImportRequest,
  io: Io,
  showsProgress: boolean,
): Promise<ImportReport | undefined> {
  const { runImport } = await import("@millrace/transfer");
  const progress = progressLine(io.stderr);
  return await stoppable(io, async (signal) => {
    try {
      return await runImport(request, { onProgress: showsProgress ? progress.onProgress : () => undefined, signal });
    } finally {
      progress.finish();
    }
  });
}

/** Prints what an import did; one that is not complete ends with 1. */
export function tellImport(report: ImportReport, isJson: boolean, io: Io): void {
  if (isJson) io.line(prettyJson(importDocument(report)));
  else for (const line of importReport(report)) io.line(line);
  if (!isComplete(report)) io.endWith(1);
}

function importDocument({ leftOut, ...report }: ImportReport): unknown {
  return { ...report, left_out: leftOut };
}

/** The same settings as the server's say where rows and artifacts go. */
async function importRequest(flags: ImportFlags): Promise<ImportRequest> {
  const { configFrom } = await import("@millrace/server");
  const config = configFrom(placeSettings(flags));
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
