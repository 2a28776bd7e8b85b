import { ERROR_CODES, type ErrorCode, MillraceError } from "@millrace/contract";
import { readText } from "./body.ts";
import type { Watch } from "./watch.ts";

/** A try that went wrong. */
export interface Failure {
  readonly error: MillraceError;
  /** It may go well another time. */
  readonly isTransient: boolean;
  /** The server may have done what it was asked for. */
  readonly mayBeDone: boolean;
  /** How long the server asks to be left alone. */
  readonly waitMs?: number | undefined;
}

const MOST_ERROR_BYTES = 65_536;
const SHOWN_CHARACTERS = 300;
const TRANSIENT = new Set([408, 429, 502, 503, 504]);
const NOT_DONE = new Set([429, 503]);

/**
 * Reads an answer that is an error.
 * @param asked what was called where, for answers that bring no message of their own
 */
export async function answeredFailure(response: Response, watch: Watch, asked: string): Promise<Failure> {
  const text = await readText(response, watch, MOST_ERROR_BYTES);
  const { status, headers } = response;
  return {
    // A browser says of a redirect that is not followed only that there is one.
    error: status < 400 ? redirectError(headers, asked) : answeredError(status, text, asked),
    isTransient: TRANSIENT.has(status),
    mayBeDone: !NOT_DONE.has(status),
    waitMs: waitOf(headers.get("retry-after")),
  };
}

function answeredError(status: number, text: string, asked: string): MillraceError {
  const { error_code: code, message } = errorBody(text);
  if (typeof code !== "string") {
    const shown = text.startsWith("<") ? "." : `: ${text.trim().slice(0, SHOWN_CHARACTERS)}`;
    // An answer without a code comes from something that does not know the endpoint.
    const own = status === 404 ? "ENDPOINT_NOT_FOUND" : codeOf(status);
    return new MillraceError(own, `${asked} was answered with status ${status}${shown}`);
  }
  const known = Object.hasOwn(ERROR_CODES, code) ? (code as ErrorCode) : codeOf(status);
  const hasMessage = typeof message === "string" && message !== "";
  return new MillraceError(known, hasMessage ? message : `${asked} was answered with ${code}.`);
}

function redirectError(headers: Headers, asked: string): MillraceError {
  const target = headers.get("location") ?? "another address";
  return new MillraceError("BAD_REQUEST", `${asked} is redirected to ${target}; use the server's own address.`);
}

function errorBody(text: string): { readonly error_code?: unknown; readonly message?: unknown } {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? body : {};
  } catch {
    return {};
  }
}

function codeOf(status: number): ErrorCode {
  for (const [code, entry] of Object.entries(ERROR_CODES)) if (entry.status === status) return code as ErrorCode;
  if (TRANSIENT.has(status)) return "TEMPORARILY_UNAVAILABLE";
  return status < 500 ? "BAD_REQUEST" : "INTERNAL_ERROR";
}

/** Retry-After is a number of seconds or a date. */
function waitOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}

/** What platforms call it when no connection came about. */
const NO_CONNECTION = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|connect(ion)? ?(timeout|refused)|unable to connect|dns error/i;

/** The failure of a try that got no answer, or not the whole of it. */
export function networkFailure(thrown: unknown, uri: string): Failure {
  return {
    error: networkError(thrown, uri),
    isTransient: true,
    mayBeDone: !reasonsOf(thrown).some((reason) => NO_CONNECTION.test(reason)),
  };
}

/** The error for what a platform threw while waiting for the server at `uri`. */
export function networkError(thrown: unknown, uri: string): MillraceError {
  if (thrown instanceof MillraceError) return thrown;
  const reason = reasonsOf(thrown).at(-1) ?? String(thrown);
  const message = `No answer from ${uri} (${reason}); is the server running, and is this its address?`;
  return new MillraceError("TEMPORARILY_UNAVAILABLE", message, { cause: thrown });
}

/** The messages, or else codes, of an error and of those that caused it, the outermost first. */
function reasonsOf(thrown: unknown): string[] {
  if (!(thrown instanceof Error)) return [];
  const code = "code" in thrown ? String(thrown.code) : thrown.name;
  return [thrown.message || code, ...reasonsOf(thrown.cause)];
}
