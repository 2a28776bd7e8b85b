import type { ScoringServer, WebServer } from "@millrace/models";
import type { Command } from "commander";
import type { ModelFolder } from "millrace/models";
import { addCommand } from "../../../command/define.ts";
import { choice, count, option } from "../../../command/options.ts";
import type { Io } from "../../../io.ts";
import { stopOnSignals } from "../../../stop-on-signals.ts";
import { environmentValue } from "@millrace/server/environment";
import { modelOptions, workerOptions } from "./model-flags.ts";
import { servePython } from "./python-server.ts";
import { fetchFor, openScorer, timeoutMs, type WorkerFlags } from "./open-scorer.ts";

interface ServeFlags extends WorkerFlags {
  readonly port?: number;
  readonly host?: string;
  readonly accessLog?: true;
  readonly server?: "node" | WebServer;
}

/** Adds `millrace models serve`. */
export function addServe(group: Command, io: Io): void {
  addCommand<ServeFlags>(group, io, "serve", {
    doc: "Serves a model: POST /invocations answers as MLflow's scoring server does. ONNX and JavaScript models need no Python.",
    options: [
      ...modelOptions(),
      count("-p, --port <port>", "Port to listen on. Default: 5000. [MLFLOW_PORT]"),
      option("-h, --host <host>", "Address to listen on. Default: 127.0.0.1. [MLFLOW_HOST]"),
      ...workerOptions(),
      choice("--server <server>", "The web server; flask and fastapi are Python's. Default: node.", [
        "node",
        "flask",
        "fastapi",
      ]),
      option("--access-log", "Write a line of JSON for each request to standard error."),
    ],
    examples: [
      ["models serve -m models:/iris@champion -p 5001", "Serve a version of the registry"],
      [
        "models serve -m ./model --env-manager local -w 4",
        "Serve a folder with this machine's Python, by four workers",
      ],
    ],
    run: runServe,
  });
}

async function runServe(flags: ServeFlags, io: Io): Promise<void> {
  const { server: kind = "node" } = flags;
  const place = {
    port: flags.port ?? Number(environmentValue("MLFLOW_PORT") ?? 5000),
    host: flags.host ?? environmentValue("MLFLOW_HOST") ?? "127.0.0.1",
  };
  const fetched = await fetchFor(flags);
  try {
    if (kind !== "node") return await servePython(kind, fetched, flags, place, io);
    const server = await start(fetched, flags, place, io);
    stopOnSignals(async () => {
      await server.close();
      await fetched.clean();
    }, io);
    io.line(`${flags.modelUri} is served on ${server.url} (stop it with Ctrl-C)`);
  } catch (error) {
    await fetched.clean();
    throw error;
  }
}

/** Starts the server and waits until the model is loaded. */
async function start(
  fetched: ModelFolder,
  flags: ServeFlags,
  place: { readonly host: string; readonly port: number },
  io: Io,
): Promise<ScoringServer> {
  const { startScoringServer } = await import("@millrace/models");
  const server = await startScoringServer({
    scorer: openScorer(fetched, flags, io),
    ...place,
    timeoutMs: timeoutMs(flags),
    accessLog: flags.accessLog === true ? (line) => void io.stderr.write(`${line}\n`) : undefined,
  });
  try {
    await server.ready;
    return server;
  } catch (error) {
    await server.close();
    throw error;
  }
}
