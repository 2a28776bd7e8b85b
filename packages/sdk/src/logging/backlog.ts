import type { Item } from "./item.ts";
import type { Holder } from "./memory.ts";
import { Queue } from "./queue.ts";
import { idOf, type RunReference } from "./reach-run.ts";
import { SpoolFile } from "./spool-file.ts";
import { notedServerId, noteServerId, spoolPlace } from "./spool-places.ts";

/** The item to send next; `end` when it stands in the spool, else it is the queue's head. */
interface Current {
  readonly item: Item;
  readonly end: number | undefined;
}

/** Whose backlog it is. */
export interface BacklogOwner {
  /** The folder of all spools. */
  readonly spool: string;
  /** Of the server. */
  readonly uri: string;
  readonly writer: string;
}

/** What a log has not delivered yet: what is on disk goes before what is in memory. */
export class Backlog implements Holder {
  readonly queue = new Queue();
  readonly #owner: BacklogOwner;
  #reference: RunReference;
  #spool: SpoolFile | undefined;
  #current: Current | undefined;
  /** Items that were delivered. */
  delivered = 0;

  constructor(owner: BacklogOwner, reference: RunReference) {
    this.#owner = owner;
    this.#reference = reference;
  }

  get bytes(): number {
    return this.queue.bytes;
  }

  /** The run, under the id that the server knows it by, as far as that is known. */
  get reference(): RunReference {
    const noted = notedServerId(this.folder);
    return noted === undefined ? this.#reference : { kind: "existing", runId: noted };
  }

  get runId(): string {
    return idOf(this.#reference);
  }

  /** The folder of the run in the spool. */
  get folder(): string {
    return this.#spool?.place.folder ?? spoolPlace(this.#owner.spool, this.runId, this.#owner.writer).folder;
  }

  /** The server may have begun the run, though it did not say so. */
  tried(): void {
    if (this.#reference.kind === "new") this.#reference = { ...this.#reference, tried: true };
  }

  /** The server has the run. */
  reached(runId: string): void {
    if (this.#spool !== undefined && runId !== this.runId) noteServerId(this.folder, runId);
    this.#reference = { kind: "existing", runId };
  }

  /** The item to send next, the same until it is done. */
  next(): Item | undefined {
    this.#current ??= this.#take();
    return this.#current?.item;
  }

  /**
   * The item has been delivered.
   * @throws MillraceError INTERNAL_ERROR when the disk does not take the note
   */
  done(): void {
    const end = this.#current?.end;
    this.#current = undefined;
    this.delivered += 1;
    if (end === undefined) this.queue.dropHead();
    else this.#spool?.acknowledge(end);
  }

  /**
   * Moves all of the queue to the disk.
   * @throws MillraceError INTERNAL_ERROR when it does not take it
   */
  spill(): void {
    this.queue.seal();
    // The beginning of a run that no server knows stands in the file's first line.
    if (this.#reference.kind === "new") this.#spool ??= this.#createSpool();
    for (let item = this.queue.head; item !== undefined; item = this.queue.head) {
      this.#spool ??= this.#createSpool();
      const { end } = this.#spool.append(item);
      // What is on its way to the server is the first of the queue.
      if (this.#current?.item === item) this.#current = { item, end };
      this.queue.dropHead();
    }
  }

  /**
   * Leaves all that is not delivered on the disk.
   * @returns whether that is anything
   * @throws MillraceError INTERNAL_ERROR when it does not take it
   */
  leave(): boolean {
    this.spill();
    const spool = this.#spool;
    spool?.persist();
    spool?.close();
    this.#spool = undefined;
    return spool !== undefined;
  }

  #take(): Current | undefined {
    const spooled = this.#spool?.next();
    if (spooled !== undefined) return spooled;
    this.#spool?.remove();
    this.#spool = undefined;
    const { head } = this.queue;
    return head && { item: head, end: undefined };
  }

  #createSpool(): SpoolFile {
    const { spool, uri, writer } = this.#owner;
    const start = this.#reference.kind === "new" && { start: this.#reference.start };
    const header = { format: 1, uri, runId: this.runId, writer, ...start } as const;
    return SpoolFile.create(spoolPlace(spool, this.runId, writer), header);
  }
}
