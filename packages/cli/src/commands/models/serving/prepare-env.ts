import type { Command } from "commander";
import { addCommand } from "../../../command/define.ts";
import { jsonOption } from "../../../command/options.ts";
import type { Io } from "../../../io.ts";
import { type OutputFlags, tell } from "../../../render/tell.ts";
import { type ModelFlags, modelOptions, pythonOptions } from "./model-flags.ts";
import { fetchFor } from "./open-scorer.ts";

/** Adds `millrace models prepare-env`. */
export function addPrepareEnv(group: Command, io: Io): void {
  addCommand<ModelFlags & OutputFlags>(group, io, "prepare-env", {
    doc: "Makes the Python environment of a model ahead of time, and prints its interpreter.",
    options: [...modelOptions(), jsonOption()],
    examples: [["models prepare-env -m models:/iris/1", "Install what the model requires"]],
    run: async (flags) => {
      const { pythonOf } = await import("@millrace/environments");
      const { folder, clean } = await fetchFor(flags);
      try {
        const python = await pythonOf(
          folder,
          pythonOptions(flags, (line) => void io.stderr.write(`${line}\n`)),
        );
        tell(io, flags, { python }, python);
      } finally {
        await clean();
      }
    },
  });
}
