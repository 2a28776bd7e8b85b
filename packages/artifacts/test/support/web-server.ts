import { once } from "node:events";
import { createReadStream, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";

/** A web server on 127.0.0.1. */
export interface WebServer {
  /** Such as `127.0.0.1:43117`. */
  readonly host: string;
  readonly stop: () => Promise<void>;
}

/** Starts a web server that answers as it is told. */
export async function startWeb(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<WebServer> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has no port.");
  return {
    host: `127.0.0.1:${address.port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Starts a plain web server for the files of a folder, with ranges. */
export function serveFolder(folder: string): Promise<WebServer> {
  return startWeb(({ url = "", method, headers }, response) => {
    const file = path.join(folder, decodeURIComponent(url));
    const stats = statSync(file, { throwIfNoEntry: false, bigint: true });
    if (!stats?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
    const size = Number(stats.size);
    const start = Number(from ?? 0);
    const end = Math.min(Number(to ?? Infinity), size - 1);
    if (from !== undefined && start >= size) {
      response.writeHead(416).end();
      return;
    }
    response.writeHead(from === undefined ? 200 : 206, {
      "content-length": end - start + 1,
      etag: `"${stats.mtimeNs}"`,
      "last-modified": stats.mtime.toUTCString(),
    });
    if (method === "HEAD" || size === 0) response.end();
    else createReadStream(file, { start, end }).pipe(response);
  });
}
