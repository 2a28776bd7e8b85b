import { setTimeout as sleep } from "node:timers/promises";
import { MillraceError } from "@millrace/contract";
import { remoteError } from "../bucket/remote-error.ts";

const TRIES = 3;
const FIRST_PAUSE = 250;

/** What is sent to Google Cloud Storage besides the address. */
export interface Sent {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Statuses, besides 2xx, that are an answer and no failure. */
  readonly accept?: readonly number[];
}

/** Google Cloud Storage's JSON API. Its library is used for signing in and signing only: it does not close what is left early. */
export class GcsApi {
  readonly #address: string;
  readonly #signIn: (url: string) => Promise<Headers>;

  /**
   * @param address such as `https://storage.googleapis.com`
   * @param signIn gives the headers that prove who the server is
   */
  constructor(address: string, signIn: (url: string) => Promise<Headers>) {
    this.#address = address.replace(/\/+$/, "");
    this.#signIn = signIn;
  }

  /**
   * Sends a request that may be sent again when it fails for a reason that may pass.
   * @param path after the address, or a whole address that Google gave
   * @param key the object that errors name
   */
  async send(path: string, key: string, sent: Sent = {}): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#sendOnce(path, key, sent);
      } catch (thrown) {
        if (attempt === TRIES || !isPassing(thrown)) throw thrown;
        await sleep(FIRST_PAUSE * 2 ** attempt);
      }
    }
  }

  async #sendOnce(path: string, key: string, { method = "GET", headers, body, accept = [] }: Sent): Promise<Response> {
    const url = path.startsWith("/") ? this.#address + path : path;
    try {
      const all = new Headers(await this.#signIn(url));
      for (const [name, value] of Object.entries(headers ?? {})) all.set(name, value);
      const answer = await fetch(url, {
        method,
        headers: all,
        redirect: "manual",
        ...(body && { body: new Uint8Array(body.buffer, body.byteOffset, body.byteLength) }),
      });
      if (answer.ok || accept.includes(answer.status)) return answer;
      await answer.body?.cancel();
      throw remoteError({ thrown: undefined, status: answer.status, code: `status ${answer.status}` }, key);
    } catch (thrown) {
      throw gcsError(thrown, key);
    }
  }
}

/** The error that a client sees in place of the network's or the sign-in's. */
export function gcsError(thrown: unknown, key: string): unknown {
  if (thrown instanceof Error && /default credentials|invalid_grant|invalid_client/i.test(thrown.message)) {
    return new MillraceError(
      "PERMISSION_DENIED",
      "The server has no credentials for Google Cloud Storage: set GOOGLE_APPLICATION_CREDENTIALS.",
      { cause: thrown },
    );
  }
  return remoteError({ thrown, status: undefined, code: "" }, key);
}

function isPassing(thrown: unknown): boolean {
  return thrown instanceof MillraceError && thrown.code === "TEMPORARILY_UNAVAILABLE";
}
