import { invalidParameter, MillraceError } from "@millrace/contract";
import { inheritedEnvironment } from "@millrace/server/environment";
import type { WebServer } from "@millrace/models";
import type { ModelFolder } from "millrace/models";
import type { Io } from "../../../io.ts";
import { stopOnSignals } from "../../../stop-on-signals.ts";
import { pythonOptions } from "./model-flags.ts";
import { timeoutMs, type WorkerFlags, workersOf } from "./open-scorer.ts";

/** Flags that only Millrace's own server has. */
const OWN_FLAGS = ["workerMemory", "batchRows", "batchWait", "accessLog"] as const;

/** Flags of a web server in Python. */
export interface PythonServerFlags extends WorkerFlags {
  readonly accessLog?: true;
}

/**
 * Serves a model with Flask or FastAPI until a signal ends it.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a flag that the server has not, INTERNAL_ERROR when it ends by itself
 */
export async function servePython(
  server: WebServer,
  fetched: ModelFolder,
  flags: PythonServerFlags,
  place: { readonly host: string; readonly port: number },
  io: Io,
): Promise<void> {
  checkFlags(server, flags);
  const { startPythonServer, WEB_REQUIREMENTS } = await import("@millrace/models");
  const { pythonOf } = await import("@millrace/environments");
  const log = (line: string): void => void io.stderr.write(`${line}\n`);
  const python = await pythonOf(fetched.folder, pythonOptions(flags, log, WEB_REQUIREMENTS[server]));
  const started = await startPythonServer({
    ...{ server, python, log, ...place },
    folder: fetched.folder,
    env: inheritedEnvironment(),
    workers: workersOf(flags) ?? 1,
    timeoutMs: timeoutMs(flags),
  });
  let isStopping = false;
  stopOnSignals(async () => {
    isStopping = true;
    await started.close();
    await fetched.clean();
  }, io);
  io.line(`${flags.modelUri} is served by ${server} on ${started.url} (stop it with Ctrl-C)`);
  const how = await started.ended;
  if (!isStopping) throw new MillraceError("INTERNAL_ERROR", `The ${server} server ${how}.`);
}

function checkFlags(server: WebServer, flags: PythonServerFlags): void {
  const given = OWN_FLAGS.find((name) => flags[name] !== undefined);
  const name = given ?? (server === "flask" && flags.timeout !== undefined ? "timeout" : undefined);
  if (name === undefined) return;
  const flag = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw invalidParameter(`--${flag} is not for --server ${server}; leave one of them out.`);
}
