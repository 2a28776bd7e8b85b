/**
 * The load generator's HTTP client: HTTP/1.1 keep-alive over one socket, one request at a time, no pipelining.
 * It shares two cores with the server under test, so it does the least that is correct: one write for each request,
 * Content-Length and chunked answers, and no header map.
 */
import { connect, type Socket } from "node:net";
import { ResponseReader, type HttpAnswer } from "./http-reader.ts";

export type { HttpAnswer } from "./http-reader.ts";

/** An answer that takes longer than this many milliseconds counts as a failure. */
const ANSWER_TIMEOUT_MS = 180_000;

/** One keep-alive connection. Requests must not overlap: await each answer before the next request. */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #host: string;
  #reader = new ResponseReader();
  #waiting: { resolve: (answer: HttpAnswer) => void; reject: (error: Error) => void } | undefined;
  #failure: Error | undefined;

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => socket.destroy(new Error(`no answer within ${ANSWER_TIMEOUT_MS} ms`)));
    socket.on("data", (chunk) => this.#receive(chunk));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("the server closed the connection")));
  }

  /** Connects to a server on the loopback address. Rejects with the socket's error when nobody listens. */
  static open(port: number): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port });
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        resolve(new HttpConnection(socket, `127.0.0.1:${port}`));
      });
    });
  }

  /** Sends one request (a body is JSON text) and resolves with the whole answer, whatever its status. */
  request(method: "GET" | "POST" | "PUT", path: string, body?: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      this.#waiting = { resolve, reject };
      this.#socket.write(
        body === undefined
          ? `${method} ${path} HTTP/1.1\r\nHost: ${this.#host}\r\n\r\n`
          : `${method} ${path} HTTP/1.1\r\nHost: ${this.#host}\r\nContent-Type: application/json\r\n` +
              `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    });
  }

  /** Closes the socket. */
  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    try {
      const answer = this.#reader.push(chunk);
      if (answer === undefined) return;
      const waiting = this.#waiting;
      this.#waiting = undefined;
      waiting?.resolve(answer);
    } catch (error) {
      this.#socket.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(this.#failure);
  }
}

/** Opens `count` connections, hands them to `use`, and closes them whatever happens. */
export async function withConnections<T>(
  port: number,
  count: number,
  use: (connections: readonly HttpConnection[]) => Promise<T>,
): Promise<T> {
  const connections: HttpConnection[] = [];
  try {
    for (let i = 0; i < count; i++) connections.push(await HttpConnection.open(port));
    return await use(connections);
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** `withConnections` for one connection. */
export function withConnection<T>(port: number, use: (connection: HttpConnection) => Promise<T>): Promise<T> {
  return withConnections(port, 1, ([connection]) => {
    if (connection === undefined) throw new Error("no connection was opened");
    return use(connection);
  });
}
