import type { Schema } from "./schema.ts";

/** A part of a content: the first and the last byte, counted from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What a download is besides its bytes. */
export interface DownloadHead {
  readonly contentType: string;
  /** The name that a browser saves it under. */
  readonly fileName?: string | undefined;
  /** Bytes; undefined for a content that is made while it is sent, of which no ranges can be had. */
  readonly size?: number | undefined;
  /** Changes whenever the content does; without quotes. */
  readonly etag?: string | undefined;
  readonly modified?: Date | undefined;
}

/**
 * An answer that is a stream of bytes. The HTTP layer serves HEAD, ranges and conditional requests from it by itself.
 */
export class Download {
  readonly head: DownloadHead;
  /** Starts reading, all or the range; it is not called when the client has the content already. */
  readonly open: (range?: ByteRange) => AsyncIterable<Uint8Array>;

  constructor(head: DownloadHead, open: (range?: ByteRange) => AsyncIterable<Uint8Array>) {
    this.head = head;
    this.open = open;
  }
}

/** The response of endpoints that answer with a stream of bytes. */
export const DOWNLOAD: Schema<Download> = { kind: "download" };
