import type { AccessRule } from "./access.ts";
import type { ErrorCode } from "./errors.ts";
import type { Message, Schema, Static } from "./schema.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * One endpoint, declared once: its route and decoder, the type of its handler, the client's call and the reference page
 * all come from this.
 */
export interface Endpoint<Request extends Message = Message, Response extends Schema = Schema> {
  /** `<noun>.<verb>`, which is also the handler's file: `handlers/<noun>/<verb>.ts`. */
  readonly name: string;
  readonly method: Method;
  /**
   * Every path that reaches the endpoint, the canonical one first. `{name}` stands for one segment, `{name*}` at the
   * end for all that follows, even nothing; percent-decoded once, it is the request's field of that name, whatever the
   * body or query says.
   */
  readonly paths: readonly string[];
  readonly request: Request;
  /** A message for JSON answers; `RAW` for text or bytes, `DOWNLOAD` for a stream of bytes. */
  readonly response: Response;
  /** The codes that a caller must expect besides INTERNAL_ERROR and INVALID_PARAMETER_VALUE. */
  readonly errors: readonly ErrorCode[];
  readonly access: AccessRule;
  /** The answer carries an ETag, so that a client can ask whether it has changed, and is compressed for those who take that. */
  readonly conditional?: true;
  /** One line for the reference page. */
  readonly doc: string;
}

/** An endpoint of any request and response. */
export type AnyEndpoint = Endpoint;

/** The decoded request of an endpoint. */
export type RequestOf<E extends AnyEndpoint> = Static<E["request"]>;

/** The JSON answer of an endpoint, or its RAW or DOWNLOAD content. */
export type ResponseOf<E extends AnyEndpoint> = Static<E["response"]>;

/** Where a request's fields stand, those of the path aside: with an upload, the body is one field and no JSON. */
export function sourceOf({ method, request }: AnyEndpoint): "query" | "body" | "upload" {
  if (uploadField(request) !== undefined) return "upload";
  return method === "GET" ? "query" : "body";
}

/** The name of the field that takes the raw body, for a request that has one. */
export function uploadField(request: Message): string | undefined {
  return Object.keys(request.fields).find((name) => request.fields[name]?.kind === "upload");
}

/** Declares an endpoint; the identity, but it keeps the exact types of request and response. */
export function endpoint<Request extends Message, Response extends Schema>(
  declaration: Endpoint<Request, Response>,
): Endpoint<Request, Response> {
  return declaration;
}

/** The paths of an endpoint of MLflow's REST API 2.0, with the aliases that MLflow gives it. */
export function mlflow2(path: string): readonly string[] {
  return [`/api/2.0/mlflow/${path}`, `/ajax-api/2.0/mlflow/${path}`, `/api/2.0/preview/mlflow/${path}`];
}

/** The paths of an endpoint of MLflow's artifact proxy. */
export function mlflowArtifacts(path: string): readonly string[] {
  return [`/api/2.0/mlflow-artifacts/${path}`, `/ajax-api/2.0/mlflow-artifacts/${path}`];
}
