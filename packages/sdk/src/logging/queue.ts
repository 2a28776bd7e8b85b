import { LIMITS } from "@millrace/contract";
import { emptyBatch, type Artifact, type Batch, type Item, type RunEnd } from "./item.ts";
import { memory } from "./memory.ts";

/** As many of each as the server takes at once. */
const MAX_POINTS = LIMITS.appendMetrics;
const MAX_TEXTS = LIMITS.appendParams;
/** Of the text of params and tags. */
const MAX_TEXT_BYTES = 1024 * 1024;

/** What a point takes in memory: three doubles, a reference and what arrays have in reserve. */
const POINT_BYTES = 48;
const TEXT_BYTES = 128;

/** The memory of a log: what it has to send, in order, with the account of its size. */
export class Queue {
  readonly #items: { readonly item: Item; readonly points: number; readonly bytes: number }[] = [];
  #open: Batch;
  #openTextBytes = 0;
  /** Roughly what it holds. */
  bytes = 0;
  /** How many items it has ever had, the open batch not counted. */
  sealed = 0;

  /** @param sequence of the first batch */
  constructor(sequence = 1) {
    this.#open = emptyBatch(sequence);
  }

  addPoint(key: string, value: number, step: number, timestamp: number): void {
    const { keys, values, steps, timestamps } = this.#open.points;
    keys.push(key);
    values.push(value);
    steps.push(step);
    timestamps.push(timestamp);
    this.bytes += POINT_BYTES;
    memory.bytes += POINT_BYTES;
    memory.points += 1;
    if (keys.length >= MAX_POINTS) this.seal();
  }

  /** A param that the open batch has is no news; with another value it waits for the next batch, as none has a key twice. */
  addParam(key: string, value: string): void {
    const same = this.#open.params.find((param) => param.key === key);
    if (same?.value === value) return;
    if (same !== undefined) this.seal();
    this.#open.params.push({ key, value });
    this.#addText(key, value, this.#open.params.length);
  }

  addTag(key: string, value: string): void {
    this.#open.tags.push({ key, value });
    this.#addText(key, value, this.#open.tags.length);
  }

  addEnd(end: RunEnd): void {
    this.#open = { ...this.#open, end };
    this.#openTextBytes += TEXT_BYTES;
    this.#grow(TEXT_BYTES);
    this.seal();
  }

  addArtifact(artifact: Artifact): void {
    this.seal();
    const bytes = TEXT_BYTES + ("file" in artifact.content ? 0 : artifact.content.byteLength);
    this.#grow(bytes);
    this.#push(artifact, bytes);
  }

  /** Closes the open batch, unless it is empty. */
  seal(): void {
    const { sequence, points, params, tags, end } = this.#open;
    const count = points.keys.length;
    if (count + params.length + tags.length === 0 && end === undefined) return;
    this.#push(this.#open, count * POINT_BYTES + this.#openTextBytes);
    this.#open = emptyBatch(sequence + 1);
    this.#openTextBytes = 0;
  }

  /** The oldest item that is closed; it stays until it is dropped. */
  get head(): Item | undefined {
    return this.#items[0]?.item;
  }

  /** Whether there is nothing in it, closed or open. */
  get isEmpty(): boolean {
    return this.bytes === 0;
  }

  dropHead(): void {
    const head = this.#items.shift();
    if (head === undefined) return;
    memory.points -= head.points;
    this.#grow(-head.bytes);
  }

  #push(item: Item, bytes: number): void {
    this.#items.push({ item, points: item.kind === "batch" ? item.points.keys.length : 0, bytes });
    this.sealed += 1;
  }

  #addText(key: string, value: string, count: number): void {
    const bytes = TEXT_BYTES + 2 * (key.length + value.length);
    this.#openTextBytes += bytes;
    this.#grow(bytes);
    if (count >= MAX_TEXTS || this.#openTextBytes >= MAX_TEXT_BYTES) this.seal();
  }

  #grow(bytes: number): void {
    this.bytes += bytes;
    memory.bytes += bytes;
  }
}
