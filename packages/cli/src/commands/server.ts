import { environmentSettings } from "@millrace/server/environment";
import { allSettings, type Settings } from "@millrace/server/settings";
import type { Command } from "commander";
import { defineCommand } from "../command/define.ts";
import { option } from "../command/options.ts";
import type { Io } from "../io.ts";
import { stopOnSignals } from "../stop-on-signals.ts";

/** Fills `millrace server`, also called `ui`. */
export function server(command: Command, io: Io): void {
  const settings = allSettings().flatMap(([, { flags, doc, variable }]) =>
    flags === undefined ? [] : [option(flags, variable === undefined ? doc : `${doc} [${variable}]`)],
  );
  defineCommand<Record<string, string | boolean>>(command, io, {
    doc: "Starts the tracking server.",
    options: [...settings, option("--no-serve-artifacts", "Don't let clients reach artifacts through the server.")],
    examples: [
      ["server", "Serve ./millrace.db and ./mlartifacts on http://127.0.0.1:5000"],
      ["server -h 0.0.0.0 -p 8080 --allowed-hosts tracking.example.org", "Serve a network"],
      [
        "server --backend-store-uri postgresql://user:password@host/db --default-artifact-root s3://bucket/path",
        "Keep rows in PostgreSQL and artifacts in S3",
      ],
    ],
    run: (options) => runServer({ ...environmentSettings(), ...settingsFrom(options) }, io),
  });
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

async function runServer(settings: Settings, io: Io): Promise<void> {
  const { configFrom, ignoredSettings, startServer } = await import("@millrace/server");
  const config = configFrom(settings);
  for (const line of ignoredSettings(settings)) io.note(line);
  const running = await startServer(config);
  stopOnSignals(() => running.stop(), io);
  io.line(`Millrace is listening on ${running.url} (stop it with Ctrl-C)`);
}
