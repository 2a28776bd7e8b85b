import type { Schema } from "./schema.ts";

/** An answer that is not a JSON message: text or bytes with their content type. */
export class Raw {
  readonly contentType: string;
  readonly body: string | Uint8Array;

  constructor(contentType: string, body: string | Uint8Array) {
    this.contentType = contentType;
    this.body = body;
  }
}

/** The response of endpoints that answer with text or bytes. */
export const RAW: Schema<Raw> = { kind: "raw" };
