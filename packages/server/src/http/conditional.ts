import { hash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { type Encoded, Raw } from "@millrace/contract";
import { JSON_TYPE } from "./binding.ts";
import { namesTag } from "./etag.ts";
import type { RawHeaders } from "./send.ts";

const compress = promisify(gzip);
const WORTH_COMPRESSING = 1024;
const LEVEL = 4;

/** An answer as a whole, or the news that the client has it already (304, no body). */
export interface ConditionalAnswer {
  readonly status: 200 | 304;
  readonly headers: RawHeaders;
  readonly body: string | Uint8Array;
}

/** Gives an answer a strong ETag, and compresses it when that pays and the client takes it. */
export async function conditionalAnswer(
  answer: Raw | Encoded<unknown>,
  request: IncomingHttpHeaders,
): Promise<ConditionalAnswer> {
  const { contentType, body } = await wholeAnswer(answer);
  const zip = body.length >= WORTH_COMPRESSING && takesGzip(request["accept-encoding"]);
  const tag = `"${hash("sha1", body, "base64url")}${zip ? "-gzip" : ""}"`;
  const headers = ["ETag", tag, "Cache-Control", "no-cache", "Vary", "Accept-Encoding"];
  if (namesTag(request["if-none-match"], tag)) return { status: 304, headers, body: "" };
  headers.push("Content-Type", contentType);
  if (!zip) return { status: 200, headers, body };
  headers.push("Content-Encoding", "gzip");
  return { status: 200, headers, body: await compress(body, { level: LEVEL }) };
}

async function wholeAnswer(answer: Raw | Encoded<unknown>): Promise<Raw> {
  if (answer instanceof Raw) return answer;
  return new Raw(JSON_TYPE, (await Array.fromAsync(answer.chunks)).join(""));
}

function takesGzip(accept: IncomingHttpHeaders[string]): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(String(accept ?? ""));
}
