import { inheritedEnvironment } from "@millrace/server/environment";
import type { Command } from "commander";
import { addCommand } from "../../../command/define.ts";
import { choice, jsonOption, required } from "../../../command/options.ts";
import type { Io } from "../../../io.ts";
import { type OutputFlags, tell } from "../../../render/tell.ts";
import { type ModelFlags, modelOptions, pythonOptions } from "./model-flags.ts";
import { fetchFor } from "./open-scorer.ts";

interface ConvertFlags extends ModelFlags, OutputFlags {
  readonly to?: "onnx";
  readonly output: string;
}

/** Adds `millrace models convert`. */
export function addConvert(group: Command, io: Io): void {
  addCommand<ConvertFlags>(group, io, "convert", {
    doc: "Writes a scikit-learn, XGBoost or LightGBM model as ONNX, which is served without Python, when both answer alike.",
    options: [
      ...modelOptions(),
      choice("--to <format>", "What it becomes. Default: onnx.", ["onnx"]),
      required("-o, --output <folder>", "The folder to write; it must be new."),
      jsonOption(),
    ],
    examples: [["models convert -m models:/iris/1 --to onnx -o iris-onnx", "Make a model that needs no Python"]],
    run: async (flags) => {
      const { CONVERT_REQUIREMENTS, convertToOnnx } = await import("@millrace/models");
      const { pythonOf } = await import("@millrace/environments");
      const log = (line: string): void => void io.stderr.write(`${line}\n`);
      const { folder, clean } = await fetchFor(flags);
      try {
        const python = await pythonOf(folder, pythonOptions(flags, log, CONVERT_REQUIREMENTS));
        const { output } = flags;
        const found = await convertToOnnx({ folder, output, python, env: inheritedEnvironment() });
        const rows = `${found.rows} ${found.isExample ? "rows of the example" : "random rows"}`;
        const said = `${output} holds the model as ONNX. Both answer alike on ${rows}; the largest difference is ${found.difference}.`;
        tell(io, flags, { output, ...found }, said);
      } finally {
        await clean();
      }
    },
  });
}
