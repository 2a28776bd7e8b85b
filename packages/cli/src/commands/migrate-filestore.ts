import { statSync } from "node:fs";
import { invalidParameter } from "@millrace/contract";
import type { Command } from "commander";
import { defineCommand } from "../command/define.ts";
import { jsonOption, option, required } from "../command/options.ts";
import type { Io } from "../io.ts";
import { type OutputFlags, wantsJson } from "../render/tell.ts";
import { importing, tellImport } from "./import.ts";

interface MigrateFlags extends OutputFlags {
  readonly source: string;
  readonly target: string;
  readonly progress: boolean;
}

/** Fills `millrace migrate-filestore`: MLflow's words for the import of a folder. */
export function migrateFilestore(command: Command, io: Io): void {
  defineCommand<MigrateFlags>(command, io, {
    doc: "Brings an mlruns folder into a database; the same as `millrace import mlflow --from <source>`.",
    options: [
      required("--source <folder>", "The mlruns folder, or the folder that holds it."),
      required("--target <uri>", "The database, such as sqlite:///millrace.db; made when it is not there."),
      option("--progress", "Show progress (on unless --no-progress)."),
      option("--no-progress", "Show no progress."),
      jsonOption(),
    ],
    examples: [
      ["migrate-filestore --source ./mlruns --target sqlite:///millrace.db", "Bring ./mlruns into ./millrace.db"],
    ],
    run: async (flags) => {
      if (statSync(flags.source, { throwIfNoEntry: false })?.isDirectory() !== true) {
        throw invalidParameter(`--source: ${flags.source} is not a folder.`);
      }
      const request = { from: flags.source, backendStoreUri: flags.target };
      const report = await importing(request, io, flags.progress);
      if (report !== undefined) tellImport(report, wantsJson(flags), io);
    },
  });
}
