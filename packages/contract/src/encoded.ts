/**
 * A JSON answer that is already text, in chunks: large answers are made and sent piece by piece. `Message` is what the
 * joined text holds.
 */
export class Encoded<Message> {
  declare readonly message: Message;
  readonly chunks: AsyncIterable<string>;

  constructor(chunks: AsyncIterable<string>) {
    this.chunks = chunks;
  }
}
