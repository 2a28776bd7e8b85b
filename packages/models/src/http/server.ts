import { once } from "node:events";
import type { Server } from "node:http";
import { MillraceError } from "@millrace/contract";
import type { Scorer } from "../scorer.ts";
import { Admission } from "./admission.ts";
import { BodyReader } from "./body.ts";
import type { Surroundings } from "./exchange.ts";
import { Guard } from "./guard.ts";
import { EndpointMetrics } from "./metrics.ts";
import { type ScoringServerOptions, type ScoringSettings, withDefaults } from "./options.ts";
import { routerOf } from "./router.ts";
import { routesOf } from "./routes.ts";

// An import statement would read every export, and one of them loads a whole HTTP client.
const { createServer } = process.getBuiltinModule("node:http");

/**
 * How long a client may take, in milliseconds. Connections that are idle for longer are closed, later than the usual
 * proxies before a server give up theirs.
 */
const TIMEOUTS = { headersTimeout: 30_000, requestTimeout: 300_000, keepAliveTimeout: 72_000 };

/** How long requests under way get at the end, in milliseconds. */
const GRACE_MS = 30_000;

/** A scoring server that listens. */
export interface ScoringServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** Such as `http://127.0.0.1:5000`. */
  readonly url: string;
  /** Settles when the model is loaded; rejects when it can't be. */
  readonly ready: Promise<void>;
  /**
   * Takes no new requests, lets those under way finish, and closes the model.
   * @param graceMs how long they get, in milliseconds; by default, 30,000
   */
  close(graceMs?: number): Promise<void>;
}

/**
 * Starts the server that answers `/invocations` as MLflow's scoring server does, and the V2 protocol besides.
 * @throws MillraceError TEMPORARILY_UNAVAILABLE for a port that is taken, INVALID_PARAMETER_VALUE for an address that this
 *   machine does not have, PERMISSION_DENIED for a port that needs more rights
 */
export async function startScoringServer(options: ScoringServerOptions): Promise<ScoringServer> {
  const settings = withDefaults(options);
  const surroundings: Surroundings = { accessLog: settings.accessLog, isDraining: false };
  let scorer: Scorer | undefined;
  const ready = Promise.resolve(options.scorer).then((loaded) => {
    scorer = loaded;
  });
  // Whoever awaits it learns of it; nobody has to.
  ready.catch(() => undefined);
  const server = serverOf(settings, surroundings, () => scorer);
  const port = await listen(server, settings.host, settings.port);
  const close = async (graceMs = GRACE_MS): Promise<void> => {
    surroundings.isDraining = true;
    await drain(server, graceMs);
    await ready.catch(() => undefined);
    await scorer?.close();
  };
  const { host } = settings;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  return { host, port, url, ready, close, [Symbol.asyncDispose]: close };
}

function serverOf(settings: ScoringSettings, surroundings: Surroundings, scorer: () => Scorer | undefined): Server {
  const admission = new Admission(settings);
  const bodies = new BodyReader(settings.maxBodySize);
  const elsewhere = new EndpointMetrics("none");
  const routes = routesOf({
    scorer,
    admission,
    bodies,
    elsewhere,
    timeoutMs: settings.timeoutMs,
    model: settings,
    isDraining: () => surroundings.isDraining,
    gauges: () => ({
      inFlight: admission.inFlight,
      queued: admission.queued,
      bodyBytes: bodies.held,
      isReady: scorer() !== undefined,
    }),
  });
  return createServer(TIMEOUTS, routerOf({ routes, guard: new Guard(settings), surroundings, elsewhere }));
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen({ host, port, backlog: 1024 });
  try {
    await once(server, "listening");
  } catch (error) {
    throw listenError(error, host, port);
  }
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

function listenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return new MillraceError("TEMPORARILY_UNAVAILABLE", `Port ${port} on ${host} is in use; choose another.`);
  }
  if (code === "EACCES") {
    return new MillraceError("PERMISSION_DENIED", `Port ${port} needs more rights; choose one above 1023.`);
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return new MillraceError("INVALID_PARAMETER_VALUE", `This machine has no address ${host}; choose another.`);
  }
  return error;
}

/** Ends idle connections at once, and the others with their answers or after the grace. */
async function drain(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(deadline);
}
