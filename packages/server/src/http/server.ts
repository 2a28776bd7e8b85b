import { once } from "node:events";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { MillraceError } from "@millrace/contract";
import { BodyReader } from "./body.ts";
import { clientErrorHandler } from "./client-error.ts";
import { Exchange, type Surroundings } from "./exchange.ts";
import type { RouteTable } from "./route-table.ts";

// An import statement would read every export, and one of them loads a whole HTTP client: 50 ms and 14 MB.
const { createServer } = process.getBuiltinModule("node:http");

/**
 * How long a client may take, in milliseconds. Slow senders are cut off, but for uploads, which may take as long as they
 * keep moving; connections idle for longer are closed.
 */
const TIMEOUTS = { headersTimeout: 30_000, requestTimeout: 300_000, keepAliveTimeout: 72_000 };

/** A query string may carry 200 run ids. */
const MAX_HEADER_BYTES = 64 * 1024;

/** How long clients get to see that their connections end before the idle ones are cut. */
const FAREWELL_MS = 200;

/** What a server is made of. */
export interface HttpOptions {
  readonly routes: RouteTable;
  readonly surroundings: Surroundings;
  /** Bytes. */
  readonly maxBodySize: number;
}

/** Makes an HTTP server; it is the caller's to make it listen. */
export function createHttpServer({ routes, surroundings, maxBodySize }: HttpOptions): Server {
  const bodies = new BodyReader(maxBodySize);
  const server = createServer({ ...TIMEOUTS, maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    const exchange = new Exchange(request, response, surroundings);
    const admission = exchange.admit(routes);
    if (admission === undefined) return;
    const { binding, metrics } = admission.route;
    if (binding.source === "query") return void exchange.run(admission, exchange.query);
    if (binding.source === "upload") return void exchange.runUpload(admission);
    bodies.read(request).then(
      (body) => exchange.run(admission, body),
      (error: unknown) => exchange.fail(error, metrics),
    );
  });
  return server.on("clientError", clientErrorHandler(surroundings.transfers));
}

/**
 * Makes a server listen and gives the port.
 * @throws MillraceError TEMPORARILY_UNAVAILABLE for a port that is taken, INVALID_PARAMETER_VALUE for an address that
 *   this machine does not have.
 */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw listenError(error, host, port);
  }
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

/** Stops listening, lets the requests under way finish for `graceMs`, and ends all connections. */
export async function close(server: Server, surroundings: Surroundings, graceMs: number): Promise<void> {
  surroundings.stopping = true;
  if (await hasConnections(server)) await sleep(FAREWELL_MS);
  const closed = once(server, "close");
  server.close();
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(deadline);
}

function hasConnections(server: Server): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error === null ? resolve(count > 0) : reject(error)));
  });
}

function listenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return new MillraceError(
      "TEMPORARILY_UNAVAILABLE",
      `Port ${port} on ${host} is in use; choose another with --port.`,
    );
  }
  if (code === "EACCES") {
    return new MillraceError("PERMISSION_DENIED", `Port ${port} needs more rights; choose one above 1023 with --port.`);
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return new MillraceError(
      "INVALID_PARAMETER_VALUE",
      `This machine has no address ${host}; choose another with --host.`,
    );
  }
  return error;
}
