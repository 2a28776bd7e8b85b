import { type AnyEndpoint, invalidParameter, sourceOf, stringifyJson, uploadField } from "@millrace/contract";
import { wireValue } from "./wire-value.ts";

/**
 * The raw body of a request. A stream can be sent once only, so a call with one is never tried again; browsers send
 * streams over HTTP/2 alone.
 */
export type UploadContent = Blob | Uint8Array | ReadableStream<Uint8Array>;

/** A request as HTTP has it. */
export interface OutgoingRequest {
  /** From the server's address on, with the query. */
  readonly path: string;
  readonly body?: string | UploadContent;
  readonly contentType?: string;
}

type RequestFields = Readonly<Record<string, unknown>>;

/**
 * Writes the request of an endpoint.
 * @throws MillraceError INVALID_PARAMETER_VALUE for text that a URL can't carry, and a field of the path that is missing
 */
export function outgoingRequest(endpoint: AnyEndpoint, request: object): OutgoingRequest {
  const fields: RequestFields = { ...request };
  const [pattern = ""] = endpoint.paths;
  const path = fillPath(pattern, fields);
  const source = sourceOf(endpoint);
  // MLflow wants the fields of the path in the body too.
  if (source === "body") {
    return { path, body: stringifyJson(wireValue(endpoint.request, fields)), contentType: "application/json" };
  }
  const upload = uploadField(endpoint.request);
  const query = queryOf(Object.entries(fields).filter(([name]) => name !== upload && !isInPath(pattern, name)));
  const whole = query === "" ? path : `${path}?${query}`;
  return upload === undefined ? { path: whole } : { path: whole, ...uploadBody(upload, fields[upload]) };
}

function isInPath(pattern: string, name: string): boolean {
  return pattern.includes(`{${name}}`) || pattern.includes(`{${name}*}`);
}

function fillPath(pattern: string, fields: RequestFields): string {
  return pattern.replaceAll(/\{(\w+)(\*?)\}/g, (_, name: string, rest: string) => {
    const value = textOf(name, fields[name] ?? "");
    const segments = rest === "" ? [value] : value.split("/");
    if (rest === "" && value === "")
      throw invalidParameter(`Parameter '${name}' is missing or empty; give it a value.`);
    // A URL has no spelling of these two that stays what it is.
    if (segments.some((segment) => segment === "." || segment === "..")) {
      throw invalidParameter(`Parameter '${name}' is '${value}'; '.' and '..' can't be parts of a path.`);
    }
    return segments.map(encodeURIComponent).join("/");
  });
}

/** Lists repeat their key. */
function queryOf(entries: readonly (readonly [name: string, value: unknown])[]): string {
  const query = new URLSearchParams();
  for (const [name, value] of entries) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const one of values) if (one !== undefined && one !== null) query.append(name, textOf(name, one));
  }
  return query.toString();
}

function textOf(name: string, value: unknown): string {
  const text = String(value);
  if (text.isWellFormed()) return text;
  throw invalidParameter(`Parameter '${name}' has half of a surrogate pair; give it well-formed text.`);
}

function uploadBody(name: string, content: unknown): Pick<OutgoingRequest, "body" | "contentType"> {
  if (!(content instanceof Blob || content instanceof Uint8Array || content instanceof ReadableStream)) {
    throw invalidParameter(`Parameter '${name}' takes a Blob, a Uint8Array or a ReadableStream of bytes.`);
  }
  const type = content instanceof Blob ? content.type : "";
  return { body: content, contentType: type === "" ? "application/octet-stream" : type };
}
