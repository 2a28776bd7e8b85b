import { PROTOCOL_VERSION } from "@millrace/contract";
import { loadEnvFile } from "@millrace/server/environment";
import { Command } from "commander";
import packageJson from "../package.json" with { type: "json" };
import { addGcCommand } from "./commands/gc.ts";
import { addExportCommand } from "./commands/export.ts";
import { addImportCommand } from "./commands/import.ts";
import { addServerCommand } from "./commands/server.ts";

/** The whole command line. */
export function createProgram(): Command {
  const program = new Command("millrace")
    .description("Track experiments, keep models and deploy them; speaks MLflow's protocol.")
    .version(`millrace ${packageJson.version} (MLflow ${PROTOCOL_VERSION})`)
    .option("--env-file <file>", "Read environment variables from this file first.")
    .helpOption("--help", "Show this help.")
    .helpCommand(false)
    .exitOverride()
    .hook("preSubcommand", (command) => {
      const { envFile } = command.opts<{ envFile?: string }>();
      if (envFile !== undefined) loadEnvFile(envFile);
    });
  addServerCommand(program);
  addGcCommand(program);
  addImportCommand(program);
  addExportCommand(program);
  return program;
}
