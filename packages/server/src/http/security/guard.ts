import type { IncomingHttpHeaders } from "node:http";
import { MillraceError } from "@millrace/contract";
import type { SecurityConfig } from "../../config/config.ts";
import type { RawHeaders } from "../send.ts";
import { hostRule } from "./hosts.ts";
import { isSameOrigin, originRule } from "./origins.ts";

const STATE_CHANGING = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const PREFLIGHT_SECONDS = "600";
const METHODS = "GET, POST, PUT, DELETE, OPTIONS, PATCH";

/** Keeps web pages of other sites from reaching the server through a visitor's browser. */
export interface Guard {
  /** Headers of every answer. */
  readonly headers: RawHeaders;
  /**
   * Looks at a request's headers alone. Throws PERMISSION_DENIED for a Host that is not ours, and for a change that a
   * page of another site asks for.
   */
  check(method: string, path: string, headers: IncomingHttpHeaders): void;
  /** The headers that let a page of an allowed origin read the answer; none for other requests. */
  crossOriginHeaders(headers: IncomingHttpHeaders): RawHeaders;
  /** The further headers of the answer to a preflight, when it is one of an allowed origin. */
  preflightHeaders(headers: IncomingHttpHeaders): RawHeaders;
}

/**
 * Makes the guard of a server.
 * @param exempt paths that any Host may ask for: health checks come under names of their own
 */
export function guardOf(config: SecurityConfig, exempt: readonly string[]): Guard {
  return config.enabled ? new BrowserGuard(config, exempt) : NO_GUARD;
}

const NO_GUARD: Guard = {
  headers: ["X-Content-Type-Options", "nosniff"],
  check: () => undefined,
  crossOriginHeaders: () => [],
  preflightHeaders: () => [],
};

class BrowserGuard implements Guard {
  readonly headers: RawHeaders;
  readonly #exempt: ReadonlySet<string>;
  readonly #anyHost: boolean;
  readonly #anyOrigin: boolean;
  readonly #isHost: (host: string) => boolean;
  readonly #isOrigin: (origin: string) => boolean;

  constructor(config: SecurityConfig, exempt: readonly string[]) {
    const frame = config.frameOptions === "NONE" ? [] : ["X-Frame-Options", config.frameOptions];
    this.headers = ["X-Content-Type-Options", "nosniff", ...frame, "Vary", "Origin"];
    this.#exempt = new Set(exempt);
    this.#anyHost = config.allowedHosts?.includes("*") ?? false;
    this.#anyOrigin = config.allowedOrigins.includes("*");
    this.#isHost = hostRule(config.allowedHosts);
    this.#isOrigin = originRule(config.allowedOrigins);
  }

  check(method: string, path: string, headers: IncomingHttpHeaders): void {
    const { host = "", origin } = headers;
    if (!this.#isHost(host) && !this.#exempt.has(path)) {
      throw new MillraceError(
        "PERMISSION_DENIED",
        "The Host header names a host that this server does not answer for; add it with --allowed-hosts.",
      );
    }
    if (origin === undefined) {
      if (headers["sec-fetch-site"] === "cross-site" && STATE_CHANGING.has(method)) throw crossOrigin();
      return;
    }
    if (STATE_CHANGING.has(method) && !this.#isAllowed(origin, host)) throw crossOrigin();
  }

  crossOriginHeaders({ origin }: IncomingHttpHeaders): RawHeaders {
    if (origin === undefined || !this.#isOrigin(origin)) return [];
    if (this.#anyOrigin) return ["Access-Control-Allow-Origin", "*", "Access-Control-Expose-Headers", "*"];
    return ["Access-Control-Allow-Origin", origin, "Access-Control-Allow-Credentials", "true"];
  }

  preflightHeaders(headers: IncomingHttpHeaders): RawHeaders {
    const { origin } = headers;
    if (origin === undefined || headers["access-control-request-method"] === undefined) return [];
    if (!this.#isOrigin(origin)) throw crossOrigin();
    const asked = headers["access-control-request-headers"];
    return [
      ...["Access-Control-Allow-Methods", METHODS, "Access-Control-Max-Age", PREFLIGHT_SECONDS],
      ...(asked === undefined ? [] : ["Access-Control-Allow-Headers", asked]),
    ];
  }

  /** A page that this server served may change things, unless any Host passes: then its name proves nothing. */
  #isAllowed(origin: string, host: string): boolean {
    return this.#isOrigin(origin) || (!this.#anyHost && isSameOrigin(origin, host));
  }
}

function crossOrigin(): MillraceError {
  return new MillraceError(
    "PERMISSION_DENIED",
    "The request comes from a web page of another origin; allow that origin with --cors-allowed-origins.",
  );
}
