import type { IncomingMessage } from "node:http";
import { doesNotExist, invalidParameter, MillraceError, type ByteRange } from "@millrace/contract";
import type { ArtifactStore, Deleted, FileInfo } from "../artifact-store.ts";
import type { ArtifactOptions, HttpSettings } from "../options.ts";
import { remoteError } from "./bucket/remote-error.ts";
import { askGuarded } from "./http/guarded-request.ts";

const MAX_BYTES = 100 * 1024 ** 3;

/**
 * Opens a folder of a web server, whose files can be read but neither listed nor changed.
 * @throws {MillraceError} INVALID_PARAMETER_VALUE for a URI that is not a plain address
 */
export function openHttpStore(uri: string, { http = {} }: ArtifactOptions): Promise<ArtifactStore> {
  const root = URL.parse(uri);
  if (!root || root.search !== "" || root.hash !== "" || root.username !== "" || root.password !== "") {
    return Promise.reject(
      invalidParameter(`"${uri}" is not an address of a web server's folder: write it as https://host/folder.`),
    );
  }
  if (!root.pathname.endsWith("/")) root.pathname += "/";
  return Promise.resolve(new HttpStore(root, http));
}

class HttpStore implements ArtifactStore {
  readonly #root: URL;
  readonly #settings: HttpSettings;

  constructor(root: URL, settings: HttpSettings) {
    this.#root = root;
    this.#settings = settings;
  }

  async stat(path: string): Promise<FileInfo | undefined> {
    if (path === "") return undefined;
    const answer = await this.#ask("HEAD", path);
    answer.destroy();
    const { statusCode: status = 0, headers } = answer;
    if (status === 404 || status === 410) return undefined;
    this.#check(answer, path);
    const length = headers["content-length"];
    if (length === undefined) throw invalidParameter(`"${this.#root.host}" does not say how long "${path}" is.`);
    const etag = headers.etag?.replace(/^W\//, "").replaceAll('"', "");
    const modified = new Date(headers["last-modified"] ?? NaN);
    return {
      path,
      isDir: false,
      size: Number(length),
      ...(etag && { etag }),
      ...(!Number.isNaN(modified.getTime()) && { modified }),
    };
  }

  list(): AsyncIterable<FileInfo> {
    throw readOnly("listed");
  }

  walk(): AsyncIterable<FileInfo> {
    throw readOnly("listed");
  }

  async *read(path: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    const answer = await this.#ask("GET", path, range && { range: `bytes=${range.start}-${range.end}` });
    try {
      this.#check(answer, path);
      const whole = range && answer.statusCode !== 206 ? range : undefined;
      yield* cut(limited(answer, this.#settings.maxBytes ?? MAX_BYTES, path), whole, path);
    } catch (thrown) {
      throw remoteError({ thrown, status: undefined, code: "" }, path);
    } finally {
      answer.destroy();
    }
  }

  write(): Promise<void> {
    return Promise.reject(readOnly("written to"));
  }

  delete(): Promise<Deleted> {
    return Promise.reject(readOnly("deleted from"));
  }

  #ask(method: "GET" | "HEAD", path: string, headers?: Readonly<Record<string, string>>): Promise<IncomingMessage> {
    const url = new URL(path.split("/").map(encodeURIComponent).join("/"), this.#root);
    return askGuarded({ url, method, headers: { "accept-encoding": "identity", ...headers } }, this.#settings);
  }

  #check({ statusCode: status = 0, headers }: IncomingMessage, path: string): void {
    if (status === 404 || status === 410) throw doesNotExist(`No artifact is at "${path}".`);
    if (status >= 300 && status < 400) {
      throw invalidParameter(`"${this.#root.host}" redirects "${path}" elsewhere, which is not followed.`);
    }
    if (status !== 200 && status !== 206) {
      throw remoteError({ thrown: undefined, status, code: `status ${status}` }, path);
    }
    const encoding = headers["content-encoding"] ?? "identity";
    if (encoding !== "identity") throw invalidParameter(`"${path}" came compressed (${encoding}) though it must not.`);
  }
}

async function* limited(answer: IncomingMessage, maxBytes: number, path: string): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const chunk of answer) {
    if (!(chunk instanceof Uint8Array)) continue;
    seen += chunk.byteLength;
    if (seen > maxBytes) throw invalidParameter(`"${path}" has more than the ${maxBytes} bytes that are read at most.`);
    yield chunk;
  }
}

/** The range out of a whole file, for servers that know no ranges. */
async function* cut(
  chunks: AsyncIterable<Uint8Array>,
  range: ByteRange | undefined,
  path: string,
): AsyncGenerator<Uint8Array> {
  if (!range) {
    yield* chunks;
    return;
  }
  let at = 0;
  for await (const chunk of chunks) {
    const piece = chunk.subarray(Math.max(0, range.start - at), Math.max(0, range.end + 1 - at));
    at += chunk.byteLength;
    if (piece.byteLength > 0) yield piece;
    if (at > range.end) return;
  }
  if (at <= range.start) throw invalidParameter(`The range starts behind the end of "${path}".`);
}

function readOnly(what: string): MillraceError {
  return new MillraceError("NOT_IMPLEMENTED", `A web server as artifact root can only be read, not ${what}.`);
}
