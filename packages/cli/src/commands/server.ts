import type { Server } from "@millrace/server";
import { environmentSettings } from "@millrace/server/environment";
import { allSettings, type Settings } from "@millrace/server/settings";
import type { Command } from "commander";

/** Adds `millrace server`, also called `ui`. */
export function addServerCommand(program: Command): void {
  const command = program
    .command("server")
    .alias("ui")
    .description("Start the tracking server.")
    .helpOption("--help", "Show this help.")
    .allowExcessArguments(false)
    .action(async (options: Record<string, string | boolean>) => {
      await runServer({ ...environmentSettings(), ...settingsFrom(options) });
    });
  for (const [, { flags, doc, variable }] of allSettings()) {
    if (flags !== undefined) command.option(flags, variable === undefined ? doc : `${doc} [${variable}]`);
  }
  command.option("--no-serve-artifacts", "Don't let clients reach artifacts through the server.");
}

/** Flags as settings: commander gives those without a value as true or false. */
function settingsFrom(options: Readonly<Record<string, string | boolean>>): Settings {
  const settings: Settings = {};
  for (const [name] of allSettings()) {
    const given = options[name];
    if (given !== undefined) settings[name] = String(given);
  }
  return settings;
}

/** The server is loaded only here, so that the other commands and the help pages start faster. */
async function runServer(settings: Settings): Promise<void> {
  const { configFrom, ignoredSettings, startServer } = await import("@millrace/server");
  const config = configFrom(settings);
  for (const line of ignoredSettings(settings)) console.error(`millrace: ${line}`);
  const server = await startServer(config);
  stopOnSignals(server);
  console.log(`Millrace is listening on ${server.url} (stop it with Ctrl-C)`);
}

/** The first signal stops the server in order; the second ends the process at once. */
function stopOnSignals(server: Server): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(signal === "SIGINT" ? 130 : 143);
    stopping = true;
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`millrace: the server did not stop in order: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
}
