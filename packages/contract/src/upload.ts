/** The body of a request as it comes in: bytes that are never held as a whole. It can be read once. */
export class Upload {
  /**
   * The bytes, no faster than they are taken. It throws when the client goes away before the end; who stops early
   * leaves the rest to the HTTP layer.
   */
  readonly stream: AsyncIterable<Uint8Array>;
  /** Bytes, when the client said how many it sends. */
  readonly length: number | undefined;
  /** As the client named it; "" when it did not. */
  readonly contentType: string;

  constructor(stream: AsyncIterable<Uint8Array>, length: number | undefined, contentType: string) {
    this.stream = stream;
    this.length = length;
    this.contentType = contentType;
  }
}
