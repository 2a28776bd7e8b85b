import type { IncomingMessage, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import { type Encoded, MillraceError, Raw, showValue } from "@millrace/contract";
import type { Context } from "../context.ts";
import type { Log } from "../telemetry/log.ts";
import type { EndpointMetrics } from "../telemetry/request-metrics.ts";
import { JSON_TYPE } from "./binding.ts";
import { conditionalAnswer } from "./conditional.ts";
import { checkJsonType } from "./content-type.ts";
import { errorBody } from "./error-answer.ts";
import { requestId } from "./request-id.ts";
import type { Route, RouteTable } from "./route-table.ts";
import type { Guard } from "./security/guard.ts";
import { checkWorkspace } from "./workspace.ts";
import { type RawHeaders, sendChunks, sendEmpty, sendWhole } from "./send.ts";

/** What all exchanges share. */
export interface Surroundings {
  readonly context: Context;
  readonly guard: Guard;
  readonly log: Log;
  /** Counts requests that reach no endpoint. */
  readonly unrouted: EndpointMetrics;
  /** Set once the server is stopping: connections end with their next answer. */
  stopping: boolean;
}

/** One request and its answer. */
export class Exchange {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #around: Surroundings;
  readonly #path: string;
  readonly #id: string;
  readonly #start = performance.now();
  /** What stands after the question mark. */
  readonly query: string;

  constructor(request: IncomingMessage, response: ServerResponse, around: Surroundings) {
    this.#request = request;
    this.#response = response;
    this.#around = around;
    this.#id = requestId(request.headers);
    const { url = "/" } = request;
    const mark = url.indexOf("?");
    this.#path = mark === -1 ? url : url.slice(0, mark);
    this.query = mark === -1 ? "" : url.slice(mark + 1);
  }

  /** Looks at the head of the request: gives the route that it takes, or answers it and gives none. */
  admit(routes: RouteTable): Route | undefined {
    const { method = "", headers } = this.#request;
    try {
      this.#around.guard.check(method, this.#path, headers);
      const methods = routes.at(this.#path);
      if (methods === undefined)
        throw new MillraceError("ENDPOINT_NOT_FOUND", `There is no endpoint ${showValue(this.#path)}.`);
      const route = methods.get(method);
      if (route === undefined) this.#answerMethod(method, [...methods.keys()]);
      else {
        checkWorkspace(headers);
        checkJsonType(method, headers);
      }
      return route;
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  /** Runs an endpoint and answers; never rejects. */
  async run(route: Route, input: string): Promise<void> {
    const { binding, metrics } = route;
    try {
      const answer = await binding.run(input, this.#around.context);
      const status = await (binding.endpoint.conditional ? this.#sendConditional(answer) : this.#send(answer));
      this.#finish(status, metrics);
    } catch (error) {
      this.fail(error, metrics);
    }
  }

  /** Answers with an error; one that is not the caller's is logged in full and answered without details. */
  fail(thrown: unknown, metrics = this.#around.unrouted, headers: RawHeaders = []): void {
    const error = MillraceError.from(thrown);
    if (error.status >= 500) this.#around.log.error("A request failed.", error.cause ?? error, { id: this.#id });
    if (this.#response.headersSent) this.#response.destroy();
    else sendWhole(this.#response, error.status, [...this.#headers(JSON_TYPE), ...headers], errorBody(error));
    this.#finish(error.status, metrics);
  }

  /** Answers a method that a path does not take. */
  #answerMethod(method: string, methods: readonly string[]): void {
    const allow = ["Allow", [...methods, "OPTIONS"].join(", ")];
    if (method === "OPTIONS") {
      const preflight = this.#around.guard.preflightHeaders(this.#request.headers);
      sendEmpty(this.#response, 204, [...this.#headers(), ...allow, ...preflight]);
      this.#finish(204, this.#around.unrouted);
    } else {
      const message = `${showValue(this.#path)} takes ${methods.join(" and ")}, not ${method}.`;
      this.fail(new MillraceError("METHOD_NOT_ALLOWED", message), this.#around.unrouted, allow);
    }
  }

  async #send(answer: Raw | Encoded<unknown>): Promise<number> {
    if (answer instanceof Raw) sendWhole(this.#response, 200, this.#headers(answer.contentType), answer.body);
    else await sendChunks(this.#response, 200, this.#headers(JSON_TYPE), answer.chunks);
    return 200;
  }

  async #sendConditional(answer: Raw | Encoded<unknown>): Promise<number> {
    const { status, headers, body } = await conditionalAnswer(answer, this.#request.headers);
    if (status === 304) sendEmpty(this.#response, status, [...this.#headers(), ...headers]);
    else sendWhole(this.#response, status, [...this.#headers(), ...headers], body);
    return status;
  }

  #headers(contentType?: string): RawHeaders {
    const { guard, stopping } = this.#around;
    const headers = [...guard.headers, "X-Request-Id", this.#id];
    if (contentType !== undefined) headers.push("Content-Type", contentType);
    if (this.#request.headers.origin !== undefined) headers.push(...guard.crossOriginHeaders(this.#request.headers));
    if (stopping) headers.push("Connection", "close");
    return headers;
  }

  #finish(status: number, metrics: EndpointMetrics): void {
    const ms = performance.now() - this.#start;
    metrics.observe(status, ms / 1000);
    const { log } = this.#around;
    if (log.takes("debug"))
      log.debug("request", { id: this.#id, method: this.#request.method, path: this.#path, status, ms });
  }
}
