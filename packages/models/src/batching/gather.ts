/** What requests that are predicted together have to keep to. */
export interface BatchLimits {
  /** The most requests in a batch, and the most rows that are predicted at once. */
  readonly rows: number;
  /** How long a request may wait for others while a worker is idle. With 0 only busy workers make it wait. */
  readonly waitMs: number;
}

/** A request that waits for a worker. */
export interface Waiting {
  /** Whether it may be sent among others. */
  readonly joinable: boolean;
  readonly bytes: number;
  /** When it came, in the milliseconds of `performance.now()`. */
  readonly since: number;
}

// Large requests gain nothing from company and make it wait.
const MAX_BATCH_BYTES = 1024 * 1024;

/**
 * Removes from the front of the line what a worker gets next: one request, or the joinable ones together. None
 * overtakes another that is before it in its own kind.
 */
export function takeTogether<T extends Waiting>(line: T[], limits: BatchLimits | undefined): T[] {
  const first = line[0];
  if (first === undefined) return [];
  if (limits === undefined || !first.joinable) return line.splice(0, 1);
  const taken: T[] = [];
  const left: T[] = [];
  let bytes = 0;
  let isFull = false;
  for (const one of line) {
    const fits = taken.length < limits.rows && (taken.length === 0 || bytes + one.bytes <= MAX_BATCH_BYTES);
    isFull ||= one.joinable && !fits;
    if (!one.joinable || isFull) {
      left.push(one);
    } else {
      taken.push(one);
      bytes += one.bytes;
    }
  }
  line.splice(0, line.length, ...left);
  return taken;
}

/** For how many milliseconds more the line should wait for company, though a worker is idle. */
export function waitForMore(line: readonly Waiting[], limits: BatchLimits | undefined, now: number): number {
  const first = line[0];
  if (first === undefined || limits === undefined || limits.waitMs === 0 || !first.joinable) return 0;
  if (line.length >= limits.rows) return 0;
  return Math.max(0, first.since + limits.waitMs - now);
}
