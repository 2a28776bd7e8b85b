/** How far a transfer is. */
export interface TransferProgress {
  /** That are complete. */
  readonly files: number;
  /** As far as they are known: a listing goes on while files are fetched. */
  readonly totalFiles: number;
  readonly bytes: number;
  readonly totalBytes: number;
  /** The artifact that the news are of. */
  readonly path: string;
}

/** How transfers are watched and ended. */
export interface TransferOptions {
  /** Ends the transfer, which then rejects with the signal's reason; what is half-written goes. */
  readonly signal?: AbortSignal;
  /** Hears of every piece that was transferred. */
  readonly onProgress?: (progress: TransferProgress) => void;
}

/** Counts a transfer and tells of it. */
export class Tally {
  readonly #tell: ((progress: TransferProgress) => void) | undefined;
  #files = 0;
  #totalFiles = 0;
  #bytes = 0;
  #totalBytes = 0;

  constructor({ onProgress }: TransferOptions) {
    this.#tell = onProgress;
  }

  /** A file is going to be transferred. */
  expect(bytes: number): void {
    this.#totalFiles += 1;
    this.#totalBytes += bytes;
  }

  /** What a transfer of the file says as its bytes go; undefined when nobody listens. */
  watching(path: string): ((bytes: number) => void) | undefined {
    if (this.#tell === undefined) return undefined;
    return (bytes) => {
      this.#bytes += bytes;
      this.#say(path);
    };
  }

  /** A file is complete. */
  complete(path: string): void {
    this.#files += 1;
    this.#say(path);
  }

  #say(path: string): void {
    const counts = { files: this.#files, totalFiles: this.#totalFiles };
    this.#tell?.({ ...counts, bytes: this.#bytes, totalBytes: this.#totalBytes, path });
  }
}
