import type { ScoreAnswer, ScoreRequest } from "../scorer.ts";
import { encodeFrame, FRAME } from "./framing.ts";

/** What a worker is asked, under the id that its answer carries. */
export interface Asked {
  readonly id: number;
  readonly request: Pick<ScoreRequest, "contentType" | "body">;
}

const NO_CONTENT_TYPE = Buffer.from([0xff, 0xff]);

/** The frame that asks for the answers to one or more requests. */
export function encodeAsked(asked: readonly Asked[]): Buffer {
  const [first] = asked;
  if (first !== undefined && asked.length === 1) return encodeFrame(FRAME.score, first.id, ...requestPieces(first));
  return encodeFrame(FRAME.batch, 0, ...asked.flatMap(entryPieces));
}

/**
 * The answer in a frame's payload.
 * @throws RangeError when the payload is cut off
 */
export function decodeAnswer(payload: Buffer): ScoreAnswer {
  const status = payload.readUInt16BE(0);
  const end = 4 + payload.readUInt16BE(2);
  return { status, contentType: payload.toString("utf8", 4, end), body: payload.subarray(end) };
}

function entryPieces(asked: Asked): Uint8Array[] {
  const pieces = requestPieces(asked);
  const head = Buffer.allocUnsafe(8);
  head.writeUInt32BE(asked.id, 0);
  head.writeUInt32BE(
    pieces.reduce((bytes, piece) => bytes + piece.byteLength, 0),
    4,
  );
  return [head, ...pieces];
}

function requestPieces({ request }: Asked): Uint8Array[] {
  if (request.contentType === undefined) return [NO_CONTENT_TYPE, request.body];
  const label = Buffer.from(request.contentType);
  const length = Buffer.allocUnsafe(2);
  length.writeUInt16BE(label.length);
  return [length, label, request.body];
}
