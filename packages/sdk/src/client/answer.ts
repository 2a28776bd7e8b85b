import { type AnyEndpoint, type DownloadHead, MillraceError, parseJson, Raw } from "@millrace/contract";
import { readBytes, readText, watchedStream } from "./body.ts";
import { networkError } from "./failure.ts";
import type { Watch } from "./watch.ts";

/** A download: what the server said of it, and its bytes, no faster than they are taken. */
export interface DownloadAnswer {
  /** For a part that was asked for with `Range`, `size` is that of the part. */
  readonly head: DownloadHead;
  /** Its reader gets a MillraceError when the connection is lost. To stop early, cancel it. */
  readonly body: ReadableStream<Uint8Array>;
}

/**
 * Reads the answer of an endpoint, which ends the watch.
 * @param uri of the server, for errors
 */
export async function readAnswer(
  endpoint: AnyEndpoint,
  response: Response,
  watch: Watch,
  uri: string,
): Promise<unknown> {
  if (endpoint.response.kind === "download") {
    const failed = (error: unknown): unknown => (watch.isCancelled ? error : networkError(error, uri));
    return { head: downloadHead(response.headers), body: watchedStream(response, watch, failed) };
  }
  const answer =
    endpoint.response.kind === "raw" ? await readRaw(response, watch) : await readJson(response, watch, uri);
  watch.end();
  return answer;
}

async function readRaw(response: Response, watch: Watch): Promise<Raw> {
  const type = response.headers.get("content-type") ?? "";
  const isText = /^(text\/|application\/json\b|$)/i.test(type);
  return new Raw(type, isText ? await readText(response, watch) : await readBytes(response, watch));
}

async function readJson(response: Response, watch: Watch, uri: string): Promise<unknown> {
  const text = await readText(response, watch);
  if (text === "") return {};
  try {
    return parseJson(text);
  } catch (error) {
    const message = `${uri} answered something other than JSON; is it the address of a tracking server?`;
    throw new MillraceError("INTERNAL_ERROR", message, { cause: error });
  }
}

function downloadHead(headers: Headers): DownloadHead {
  const length = headers.get("content-length");
  const modified = headers.get("last-modified");
  return {
    contentType: headers.get("content-type") ?? "application/octet-stream",
    fileName: fileNameOf(headers.get("content-disposition") ?? ""),
    // The length of a compressed answer is not that of its bytes.
    size: length === null || headers.has("content-encoding") ? undefined : Number(length),
    etag: headers.get("etag")?.replace(/^(?:W\/)?"(.*)"$/, "$1"),
    modified: modified === null ? undefined : new Date(modified),
  };
}

function fileNameOf(disposition: string): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const plain = /filename="?([^";]+)"?/i.exec(disposition)?.[1];
  try {
    return encoded === undefined ? plain : decodeURIComponent(encoded);
  } catch {
    return plain;
  }
}
