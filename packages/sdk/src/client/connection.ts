import { invalidParameter } from "@millrace/contract";
import type { ClientOptions } from "./options.ts";

const RETRIES = 5;
const TIMEOUT_MS = 120_000;

/** A server with all that its calls share. */
export interface Connection {
  /** Without credentials, and without a slash at the end. */
  readonly uri: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly retries: number;
  readonly timeoutMs: number;
}

/**
 * Reads the options of a client.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function connect(options: ClientOptions): Connection {
  const url = parseUri(options.uri);
  const authorization = authorizationOf(options, url);
  return {
    uri: `${url.origin}${url.pathname.replace(/\/+$/, "")}`,
    headers: { ...(authorization !== undefined && { authorization }), ...options.headers },
    fetch: options.fetch ?? ((request) => fetch(request)),
    retries: options.retries ?? RETRIES,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
  };
}

function parseUri(uri: string): URL {
  const url = URL.parse(uri);
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  // What stands before an @ may be a password.
  const shown = uri.replace(/\/\/.*@/s, "//");
  throw invalidParameter(`The server's address is '${shown}'; give one like http://127.0.0.1:5000.`);
}

function authorizationOf({ token, username, password }: ClientOptions, url: URL): string | undefined {
  if (token !== undefined) return `Bearer ${headerText(token)}`;
  if (username !== undefined) return basic(username, password ?? "");
  return url.username === "" && url.password === ""
    ? undefined
    : basic(decodeURIComponent(url.username), decodeURIComponent(url.password));
}

/** A platform's own complaint about a header would show its value. */
function headerText(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw invalidParameter("The token is empty or has characters other than visible ASCII; give it as it was issued.");
}

function basic(username: string, password: string): string {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
