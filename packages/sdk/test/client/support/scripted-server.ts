import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** What a scripted server does with one request: an answer, or something of the test's own. */
export type Step =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | ((request: IncomingMessage, response: ServerResponse) => void);

/** A request that came in. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** An HTTP server that answers the first request by the first step and so on; the last step stays. */
export async function startScripted(...steps: readonly [Step, ...Step[]]) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const step = steps[Math.min(received.length, steps.length - 1)] ?? steps[0];
    const { method = "", url = "", headers } = request;
    const at = received.push({ method, url, headers, body: "", time: Date.now() }) - 1;
    const answer = (body: string): void => {
      received[at] = { method, url, headers, body, time: Date.now() };
      if (typeof step === "function") return step(request, response);
      response.writeHead(step.status, { "content-type": "application/json", ...step.headers });
      response.end(step.body ?? "{}");
    };
    text(request).then(answer, () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    uri: `http://127.0.0.1:${port}`,
    received,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** Ends the connection without an answer. */
export const hangUp: Step = (request) => request.socket.destroy();

/** Never answers. */
export const silence: Step = () => undefined;
