import { lookup, type LookupAddress } from "node:dns";
import { once } from "node:events";
import { request as requestHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction, type Socket } from "node:net";
import { MillraceError } from "@millrace/contract";
import type { HttpSettings } from "../../options.ts";
import { isPublicAddress } from "./public-address.ts";

const SILENCE_LIMIT = 30_000;

/** What is asked of a web server. */
export interface Question {
  readonly url: URL;
  readonly method: "GET" | "HEAD";
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Asks a web server, but only one on the public internet or one that the operator allows: names are resolved once, and
 * both what they resolve to and what the socket is connected to in the end must be public. Redirects are not
 * followed.
 * @returns the answer, with a body that has to be read or destroyed
 * @throws {MillraceError} PERMISSION_DENIED for a host that may not be asked, TEMPORARILY_UNAVAILABLE when it can't be
 *   reached or keeps silent
 */
export async function askGuarded(question: Question, settings: HttpSettings): Promise<IncomingMessage> {
  const { url, method, headers } = question;
  const guard = new Guard(url, settings);
  const options: RequestOptions = { method, headers, agent: false, lookup: guard.lookup };
  guard.checkLiteral();
  const sent = (url.protocol === "https:" ? requestHttps : requestHttp)(url, options);
  sent.setTimeout(settings.timeoutMs ?? SILENCE_LIMIT, () => sent.destroy(silent(url)));
  sent.once("socket", (socket) => socket.once("connect", () => guard.checkPeer(socket)));
  // Once there is an answer, it fails with what fails the request.
  sent.on("error", () => undefined);
  sent.end();
  try {
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    return answer;
  } catch (thrown) {
    throw thrown instanceof MillraceError ? thrown : unreachable(url, thrown);
  }
}

/** Decides which addresses one request may go to. */
class Guard {
  readonly #url: URL;
  readonly #allowed: boolean;

  constructor(url: URL, { allowedHosts = [] }: HttpSettings) {
    this.#url = url;
    this.#allowed = allowedHosts.includes(url.host) || allowedHosts.includes(url.hostname);
  }

  /** Addresses in a URL are not looked up. */
  checkLiteral(): void {
    const address = this.#url.hostname.replace(/^\[(.*)\]$/, "$1");
    if (isIP(address) !== 0 && !this.#isAllowed(address)) throw this.#refusal();
  }

  /** Looks a name up, and fails when any address of it is not allowed. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (problem, addresses) => {
      if (problem) callback(problem, []);
      else if (!addresses.every(({ address }) => this.#isAllowed(address))) callback(this.#refusal(), []);
      else answer(addresses, options.all === true, callback);
    });
  };

  checkPeer(socket: Socket): void {
    if (!this.#isAllowed(socket.remoteAddress ?? "")) socket.destroy(this.#refusal());
  }

  #isAllowed(address: string): boolean {
    return this.#allowed || isPublicAddress(address);
  }

  #refusal(): MillraceError {
    return new MillraceError(
      "PERMISSION_DENIED",
      `The server does not ask "${this.#url.host}": it has an address that is not on the public internet. ` +
        "The operator can allow that host.",
    );
  }
}

function answer(addresses: readonly LookupAddress[], all: boolean, callback: Parameters<LookupFunction>[2]): void {
  const [first] = addresses;
  if (all) callback(null, [...addresses]);
  else callback(null, first?.address ?? "", first?.family);
}

function silent(url: URL): MillraceError {
  return new MillraceError("TEMPORARILY_UNAVAILABLE", `"${url.host}" kept silent for too long: try again later.`);
}

function unreachable(url: URL, cause: unknown): MillraceError {
  return new MillraceError("TEMPORARILY_UNAVAILABLE", `"${url.host}" can't be reached: try again later.`, { cause });
}
