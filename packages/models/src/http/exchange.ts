import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, errorAnswer, type ErrorStyle } from "./answers.ts";
import type { EndpointMetrics } from "./metrics.ts";
import { requestId } from "./request-id.ts";

/** What all exchanges of a server share. */
export interface Surroundings {
  readonly accessLog: ((line: string) => void) | undefined;
  /** Whether the server is about to end. */
  isDraining: boolean;
}

/** The client went away, as the log has it; nobody gets it as an answer. */
const GONE = 499;

/** A request and its answer, of which there is one, whatever happens. */
export class Exchange {
  readonly request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #surroundings: Surroundings;
  readonly #id: string;
  readonly #start = performance.now();
  #metrics: EndpointMetrics;
  #isDone = false;
  #abort: AbortController | undefined;

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    surroundings: Surroundings,
    metrics: EndpointMetrics,
  ) {
    this.request = request;
    this.#response = response;
    this.#surroundings = surroundings;
    this.#metrics = metrics;
    this.#id = requestId(request.headers);
    response.on("close", () => this.#onClose());
  }

  /** Counts it for an endpoint. */
  countFor(metrics: EndpointMetrics): void {
    this.#metrics = metrics;
  }

  /** Whether nobody waits for an answer any more. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** Aborts when nobody waits for an answer any more. */
  get signal(): AbortSignal {
    this.#abort ??= new AbortController();
    if (this.#isDone) this.#abort.abort();
    return this.#abort.signal;
  }

  /** Answers, unless that was done already. */
  answer({ status, contentType, body, headers = [] }: Answer): void {
    if (this.#isDone) return;
    const response = this.#response;
    response.writeHead(status, [
      "Content-Type",
      contentType,
      "Content-Length",
      String(Buffer.byteLength(body)),
      "X-Request-Id",
      this.#id,
      "X-Content-Type-Options",
      "nosniff",
      ...headers,
      ...(this.#surroundings.isDraining ? ["Connection", "close"] : []),
    ]);
    response.end(body);
    this.#finish(status);
  }

  /** Answers with an error. */
  fail(error: unknown, style: ErrorStyle): void {
    this.answer(errorAnswer(error, style));
  }

  #onClose(): void {
    if (!this.#isDone) this.#finish(GONE);
  }

  #finish(status: number): void {
    this.#isDone = true;
    const ms = performance.now() - this.#start;
    this.#metrics.observe(status, ms / 1000);
    this.#abort?.abort();
    this.#surroundings.accessLog?.(this.#line(status, ms));
  }

  /** Without the query, which may have what is nobody's business. */
  #line(status: number, ms: number): string {
    const { method = "", url = "", socket } = this.request;
    return `${JSON.stringify({
      time: new Date().toISOString(),
      id: this.#id,
      client: socket.remoteAddress,
      method,
      path: url.split("?", 1)[0],
      status,
      ms: Math.round(ms * 1000) / 1000,
    })}\n`;
  }
}
