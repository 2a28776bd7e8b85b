import type { IncomingMessage, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import { Download, type GivenFields, MillraceError, Raw, showValue } from "@millrace/contract";
import type { Context } from "../context.ts";
import type { Log } from "../telemetry/log.ts";
import type { EndpointMetrics } from "../telemetry/request-metrics.ts";
import { JSON_TYPE, type OutgoingAnswer } from "./binding.ts";
import { contextFor } from "./caller.ts";
import { conditionalAnswer } from "./conditional.ts";
import { checkJsonType, checkUncompressed } from "./content-type.ts";
import { sendDownload } from "./download.ts";
import { errorBody } from "./error-answer.ts";
import { requestId } from "./request-id.ts";
import { pathFields, type Route, type RouteTable } from "./route-table.ts";
import type { Guard } from "./security/guard.ts";
import { type RawHeaders, sendChunks, sendEmpty, sendWhole } from "./send.ts";
import type { Transfers } from "./transfers.ts";
import { checkWorkspace } from "./workspace.ts";

/** What the log and the metrics call the end of an exchange whose client went away before it had sent everything. */
const CLIENT_GONE = 499;

/** What all exchanges share. */
export interface Surroundings {
  readonly context: Context;
  readonly guard: Guard;
  readonly transfers: Transfers;
  readonly log: Log;
  /** Counts requests that reach no endpoint. */
  readonly unrouted: EndpointMetrics;
  /** Set once the server is stopping: connections end with their next answer. */
  stopping: boolean;
}

/** The endpoint that a request is for. */
export interface Admission {
  readonly route: Route;
  /** The fields that stand in the path, where it has parameters. */
  readonly fields: GivenFields | undefined;
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

  /** Looks at the head of the request: gives the endpoint that it is for, or answers it and gives none. */
  admit(routes: RouteTable): Admission | undefined {
    const { method = "", headers } = this.#request;
    try {
      this.#around.guard.check(method, this.#path, headers);
      const match = routes.at(this.#path);
      if (match === undefined)
        throw new MillraceError("ENDPOINT_NOT_FOUND", `There is no endpoint ${showValue(this.#path)}.`);
      const route = match.methods.get(method);
      if (route === undefined) {
        this.#answerMethod(method, [...match.methods.keys()]);
        return undefined;
      }
      checkWorkspace(headers);
      if (route.binding.source === "upload") checkUncompressed(headers);
      else checkJsonType(method, headers);
      return { route, fields: match.values && pathFields(route, match.values) };
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  /** Runs an endpoint and answers; never rejects. */
  async run({ route, fields }: Admission, input: string): Promise<void> {
    const { binding, metrics } = route;
    try {
      const { context } = this.#around;
      const answer = await binding.run(input, fields, contextFor(context, this.#request.headers));
      const status = await (binding.endpoint.conditional ? this.#sendConditional(answer) : this.#send(answer));
      this.#finish(status, metrics);
    } catch (error) {
      if (binding.source === "upload") await this.#drain();
      if (this.#isCut()) this.#finish(CLIENT_GONE, metrics);
      else this.fail(error, metrics);
    }
  }

  /** Runs an endpoint on the body as it comes in, and answers; never rejects. */
  async runUpload({ route, fields }: Admission): Promise<void> {
    const upload = this.#around.transfers.receive(this.#request, this.#response);
    await this.run({ route, fields: { ...fields, [route.binding.uploadField]: upload } }, this.query);
  }

  /** Answers with an error; one that is not the caller's is logged in full and answered without details. */
  fail(thrown: unknown, metrics = this.#around.unrouted, headers: RawHeaders = []): void {
    const error = MillraceError.from(thrown);
    if (isUnexpected(error)) this.#around.log.error("A request failed.", error.cause ?? error, { id: this.#id });
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

  async #send(answer: OutgoingAnswer): Promise<number> {
    if (answer instanceof Raw) sendWhole(this.#response, 200, this.#headers(answer.contentType), answer.body);
    else if (answer instanceof Download) return await this.#sendDownload(answer);
    else await sendChunks(this.#response, 200, this.#headers(JSON_TYPE), answer.chunks);
    return 200;
  }

  #sendDownload(download: Download): Promise<number> {
    this.#around.transfers.watch(this.#request, this.#response);
    return sendDownload(this.#request, this.#response, this.#headers(), download);
  }

  async #sendConditional(answer: OutgoingAnswer): Promise<number> {
    if (answer instanceof Download) return await this.#sendDownload(answer);
    const { status, headers, body } = await conditionalAnswer(answer, this.#request.headers);
    if (status === 304) sendEmpty(this.#response, status, [...this.#headers(), ...headers]);
    else sendWhole(this.#response, status, [...this.#headers(), ...headers], body);
    return status;
  }

  /** Reads the rest of a body that is refused and throws it away: most clients look at the answer only after sending. */
  async #drain(): Promise<void> {
    const request = this.#request;
    if (request.complete || request.destroyed) return;
    await new Promise((resolve) => request.once("end", resolve).once("close", resolve).resume());
  }

  /** Whether the client went away in the middle of its request. */
  #isCut(): boolean {
    return this.#request.destroyed && !this.#request.complete;
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

/** Whether an operator should look at an error: it is not the caller's, and no setting or limit of the server asks for it. */
function isUnexpected({ status, code, cause }: MillraceError): boolean {
  return status >= 500 && (code === "INTERNAL_ERROR" || cause !== undefined);
}
