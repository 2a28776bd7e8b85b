import { randomUUID } from "node:crypto";
import type { WriteOptions } from "../../artifact-store.ts";
import { sendStream } from "../../parts.ts";
import type { GcsApi } from "./api.ts";

/** Google takes pieces of multiples of 256 KiB. */
const PIECE = 8 * 1024 * 1024;
/** Google's answer to a piece that is not the last. */
const GO_ON = 308;

/** Sends a stream to an object: a short one in one request, a longer one in pieces that become visible together. */
export async function uploadToGcs(
  api: GcsApi,
  bucket: string,
  key: string,
  stream: AsyncIterable<Uint8Array>,
  { contentType = "application/octet-stream" }: WriteOptions,
): Promise<void> {
  const path = `/upload/storage/v1/b/${encodeURIComponent(bucket)}/o?name=${encodeURIComponent(key)}&uploadType=`;
  await sendStream(stream, PIECE, {
    sendWhole: async (bytes) => {
      const { headers, body } = related({ contentType }, bytes);
      await done(await api.send(`${path}multipart`, key, { method: "POST", headers, body }));
    },
    sendParts: async (pieces) => {
      const headers = { "x-upload-content-type": contentType };
      const started = await api.send(`${path}resumable`, key, { method: "POST", headers, body: Buffer.alloc(0) });
      await done(started);
      const session = started.headers.get("location");
      if (session === null) throw new Error("Google Cloud Storage started an upload without naming it.");
      await sendPieces(api, session, key, pieces);
    },
  });
}

/** A body of a description and the bytes that it describes. */
function related(description: object, bytes: Buffer): { headers: Record<string, string>; body: Buffer } {
  const boundary = randomUUID();
  const head = [
    `--${boundary}`,
    "content-type: application/json",
    "",
    JSON.stringify(description),
    `--${boundary}`,
    "content-type: application/octet-stream",
    "",
    "",
  ];
  return {
    headers: { "content-type": `multipart/related; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head.join("\r\n")), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

async function sendPieces(api: GcsApi, session: string, key: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  let at = 0;
  try {
    let held: Buffer | undefined;
    for await (const piece of pieces) {
      if (held) await sendPiece(api, session, key, { piece: held, at, last: false });
      at += held?.byteLength ?? 0;
      held = piece;
    }
    if (held) await sendPiece(api, session, key, { piece: held, at, last: true });
  } catch (thrown) {
    // What was sent is invisible, and Google removes it after a week if it can't be told now.
    await giveUp(api, session, key).catch(() => undefined);
    throw thrown;
  }
}

interface Piece {
  readonly piece: Buffer;
  /** Where it starts in the file. */
  readonly at: number;
  readonly last: boolean;
}

async function sendPiece(api: GcsApi, session: string, key: string, { piece, at, last }: Piece): Promise<void> {
  const end = at + piece.byteLength;
  const headers = { "content-range": `bytes ${at}-${end - 1}/${last ? end : "*"}` };
  const accept = last ? [] : [GO_ON];
  await done(await api.send(session, key, { method: "PUT", headers, body: piece, accept }));
}

async function giveUp(api: GcsApi, session: string, key: string): Promise<void> {
  await done(await api.send(session, key, { method: "DELETE", accept: [404, 410, 499] }));
}

/** Frees the connection of an answer whose body says nothing. */
async function done(answer: Response): Promise<void> {
  await answer.arrayBuffer();
}
