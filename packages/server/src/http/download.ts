import type { IncomingMessage, ServerResponse } from "node:http";
import type { ByteRange, Download, DownloadHead } from "@millrace/contract";
import { attachment } from "./disposition.ts";
import { entityTag, namesTag } from "./etag.ts";
import { Outlet } from "./outlet.ts";
import { rangeOf } from "./range.ts";
import { type RawHeaders, sendEmpty } from "./send.ts";

/** What a browser is kept from doing with a file of someone else's: running its scripts, reading other pages. */
const POLICY = "sandbox; default-src 'none'";

/**
 * Sends a download, as much of it as the client asks for, no faster than the client takes it, and gives the status.
 * It rejects with what the source throws: before anything was sent when the first bytes can't be had. After that the
 * connection has to be cut, so that the client can't take a part for the whole.
 */
export async function sendDownload(
  request: IncomingMessage,
  response: ServerResponse,
  ownHeaders: RawHeaders,
  download: Download,
): Promise<number> {
  const { head } = download;
  const headers = [...ownHeaders, ...validators(head)];
  if (isFresh(request, head)) {
    sendEmpty(response, 304, headers);
    return 304;
  }
  headers.push("Content-Type", head.contentType, "Content-Disposition", attachment(head.fileName));
  headers.push("Content-Security-Policy", POLICY);
  const range = askedRange(request, head);
  if (range === "none") return sendUnsatisfiable(response, headers, head.size ?? 0);
  const size = range === undefined ? head.size : range.end - range.start + 1;
  if (size !== undefined) headers.push("Content-Length", String(size));
  if (range !== undefined) headers.push("Content-Range", `bytes ${range.start}-${range.end}/${head.size}`);
  const status = range === undefined ? 200 : 206;
  if (request.method === "HEAD") {
    sendEmpty(response, status, headers);
    return status;
  }
  const source = download.open(range);
  const chunks = (size === undefined ? source : exactly(source, size))[Symbol.asyncIterator]();
  const first = await chunks.next();
  response.writeHead(status, headers);
  await new Outlet(response).send(first, chunks);
  return status;
}

function validators({ size, etag, modified }: DownloadHead): string[] {
  return [
    ...(size === undefined ? [] : ["Accept-Ranges", "bytes"]),
    ...(etag === undefined ? [] : ["ETag", entityTag(etag)]),
    ...(modified === undefined ? [] : ["Last-Modified", modified.toUTCString()]),
    ...["Cache-Control", "private, no-cache"],
  ];
}

/** Whether the client has the content already, by its tag, or by its time when it sends no tag. */
function isFresh({ headers }: IncomingMessage, { etag, modified }: DownloadHead): boolean {
  const tags = headers["if-none-match"];
  if (tags !== undefined) return namesTag(tags, etag === undefined ? undefined : entityTag(etag));
  const since = Date.parse(headers["if-modified-since"] ?? "");
  return modified !== undefined && Math.floor(modified.getTime() / 1000) * 1000 <= since;
}

/** The range to send; all when the client holds a part of a content that has changed since. */
function askedRange({ method, headers }: IncomingMessage, head: DownloadHead): ByteRange | "none" | undefined {
  if (method !== "GET" || head.size === undefined || headers.range === undefined) return undefined;
  const condition = headers["if-range"];
  const current = [head.etag === undefined ? undefined : entityTag(head.etag), head.modified?.toUTCString()];
  if (condition !== undefined && !current.includes(String(condition))) return undefined;
  return rangeOf(String(headers.range), head.size);
}

function sendUnsatisfiable(response: ServerResponse, headers: RawHeaders, size: number): number {
  sendEmpty(response, 416, [...headers, "Content-Range", `bytes */${size}`, "Content-Length", "0"]);
  return 416;
}

/** Passes a source on, and throws where it does not have the size that was announced: the file changed meanwhile. */
async function* exactly(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let left = size;
  for await (const chunk of source) {
    left -= chunk.length;
    if (left < 0) break;
    yield chunk;
  }
  if (left !== 0) throw new Error("A file changed its size while it was sent.");
}
