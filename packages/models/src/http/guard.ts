import type { IncomingHttpHeaders } from "node:http";
import { BlockList, isIP } from "node:net";
import type { ScoringSettings } from "./options.ts";

const PORT = /:\d+$/;
const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

/**
 * Keeps web pages of other sites from using the model through a visitor's browser. The formats that MLflow takes can't be
 * sent by a page without asking first, and such a question is answered with 405, so that the browser does not send them;
 * this is the second lock, for pages whose name was pointed at this machine:
 * - on loopback, the Host header has to be a name of this machine;
 * - everywhere, a request that a page of another origin makes is refused, unless the origin is allowed.
 * Programs send no Origin and are not concerned.
 */
export class Guard {
  readonly #isHost: (host: string) => boolean;
  readonly #origins: readonly string[];

  constructor({
    host,
    allowedHosts,
    allowedOrigins,
  }: Pick<ScoringSettings, "host" | "allowedHosts" | "allowedOrigins">) {
    this.#isHost = hostRule(host, allowedHosts);
    this.#origins = allowedOrigins;
  }

  /** Why a request is refused, by its headers; undefined when it is not. */
  refusal({ host = "", origin, "sec-fetch-site": site }: IncomingHttpHeaders): string | undefined {
    if (!this.#isHost(host)) return "The Host header names a host that this server does not answer for.";
    const isForeign = origin === undefined ? site === "cross-site" : !this.#isAllowed(origin);
    return isForeign ? "The request comes from a web page of another origin." : undefined;
  }

  #isAllowed(origin: string): boolean {
    return LOCAL_ORIGIN.test(origin) || this.#origins.includes(origin) || this.#origins.includes("*");
  }
}

function hostRule(bound: string, allowed: readonly string[] | undefined): (host: string) => boolean {
  if (allowed === undefined) return isLocal(bound) ? isLocalOnce() : () => true;
  if (allowed.includes("*")) return () => true;
  const names = new Set(allowed.map((name) => name.toLowerCase()));
  return (host) => names.has(host.toLowerCase()) || names.has(host.replace(PORT, "").toLowerCase());
}

/** Most requests name the same host as the one before. */
function isLocalOnce(): (host: string) => boolean {
  let last: string | undefined;
  return (host) => {
    if (host === last) return true;
    if (!isLocal(host.replace(PORT, ""))) return false;
    last = host;
    return true;
  };
}

function isLocal(host: string): boolean {
  const name = host.toLowerCase();
  if (name === "localhost") return true;
  const address = name.startsWith("[") && name.endsWith("]") ? name.slice(1, -1) : name;
  const family = isIP(address);
  return family !== 0 && LOOPBACK.check(address, family === 4 ? "ipv4" : "ipv6");
}
