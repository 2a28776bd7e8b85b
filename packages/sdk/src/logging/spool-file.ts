import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, writeSync } from "node:fs";
import { MillraceError } from "@millrace/contract";
import type { Item } from "./item.ts";
import { LineReader } from "./line-reader.ts";
import { readArtifact, storeArtifact } from "./spool-artifact.ts";
import { decodeLine, encodeBatch, type Header } from "./spool-line.ts";
import { releaseLock, takeLock } from "./spool-lock.ts";
import { removePlace, type SpoolPlace } from "./spool-places.ts";
import { openLeft, type LeftFile } from "./spool-scan.ts";

/** An item of a spool's file, and where its line ends, in bytes. */
export interface SpooledItem {
  readonly item: Item;
  readonly end: number;
}

/**
 * What one writer could not send of one run, on disk: lines that are only ever appended, each an item or how far the
 * server has acknowledged them. It belongs to this process while it is open.
 */
export class SpoolFile {
  readonly place: SpoolPlace;
  readonly header: Header;
  readonly #fd: number;
  readonly #reader: LineReader;
  #size: number;
  #artifacts = 0;

  private constructor(place: SpoolPlace, { fd, header, position, size }: LeftFile) {
    this.place = place;
    this.header = header;
    this.#fd = fd;
    this.#reader = new LineReader(fd, position);
    this.#size = size;
  }

  /** @throws MillraceError INTERNAL_ERROR when the disk does not take it */
  static create(place: SpoolPlace, header: Header): SpoolFile {
    return guarded(place, () => {
      mkdirSync(place.folder, { recursive: true, mode: 0o700 });
      if (!takeLock(place.lock)) throw new Error(`${place.lock} is held by another process`);
      const left = orRelease(place, () => {
        const fd = openSync(place.file, "wx+", 0o600);
        return { fd, header, position: 0, size: 0 };
      });
      const spool = new SpoolFile(place, left);
      spool.#reader.seek(spool.#write(header));
      return spool;
    });
  }

  /**
   * Opens what a process has left, behind the last line that was acknowledged.
   * @returns "held" while another process has it, "gone" when it was sent meanwhile or never came to hold anything
   * @throws MillraceError INTERNAL_ERROR when it can't be read
   */
  static open(place: SpoolPlace): SpoolFile | "held" | "gone" {
    return guarded(place, () => {
      if (!takeLock(place.lock)) return "held";
      const left = orRelease(place, () => openLeft(place));
      if (left !== undefined) return new SpoolFile(place, left);
      removePlace(place);
      return "gone";
    });
  }

  /** Bytes of the whole file. */
  get size(): number {
    return this.#size;
  }

  /**
   * Appends an item, or nothing of it.
   * @throws MillraceError INTERNAL_ERROR when the disk does not take it
   */
  append(item: Item): SpooledItem {
    return guarded(this.place, () => {
      if (item.kind === "batch") return { item, end: this.#write(encodeBatch(item)) };
      this.#artifacts += 1;
      const stored = storeArtifact(this.place, this.#artifacts, item);
      return { item, end: this.#write(stored) };
    });
  }

  /**
   * The next item.
   * @throws MillraceError INTERNAL_ERROR for a line that is damaged
   */
  next(): SpooledItem | undefined {
    return guarded(this.place, () => {
      for (let read = this.#reader.next(); read !== undefined; read = this.#reader.next()) {
        const line = decodeLine(read.text);
        if (line === undefined) throw new Error(`the line that ends at byte ${read.end} is damaged`);
        if (line.kind === "batch") return { item: line.batch, end: read.end };
        if (line.kind === "artifact") return { item: readArtifact(this.place, line), end: read.end };
      }
      return undefined;
    });
  }

  /** Notes that the server has all items up to a place, and goes on behind it. */
  acknowledge(end: number): void {
    if (this.#reader.position !== end) this.#reader.seek(end);
    guarded(this.place, () => this.#write({ acknowledged: end }));
  }

  /** Waits until the disk has all of it. */
  persist(): void {
    guarded(this.place, () => fsyncSync(this.#fd));
  }

  /** Lets go of it; it stays on disk. */
  close(): void {
    closeSync(this.#fd);
    releaseLock(this.place.lock);
  }

  /** Removes it, when all of it was sent. */
  remove(): void {
    closeSync(this.#fd);
    removePlace(this.place);
  }

  /** Only whole lines stay, whatever becomes of the disk. */
  #write(line: object): number {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    const before = this.#size;
    try {
      for (let written = 0; written < bytes.length;) {
        written += writeSync(this.#fd, bytes, written, bytes.length - written, before + written);
      }
    } catch (error) {
      ftruncateSync(this.#fd, before);
      throw error;
    }
    this.#size = before + bytes.length;
    return this.#size;
  }
}

function orRelease<Result>(place: SpoolPlace, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    releaseLock(place.lock);
    throw error;
  }
}

function guarded<Result>(place: SpoolPlace, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MillraceError("INTERNAL_ERROR", `The spool ${place.file} can't be used: ${reason}.`, { cause: error });
  }
}
