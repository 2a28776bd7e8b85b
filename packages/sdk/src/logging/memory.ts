/** A queue as the account of memory sees it. */
export interface Holder {
  readonly bytes: number;
  /**
   * Writes all that it holds to the spool.
   * @throws MillraceError when the disk does not take it
   */
  spill(): void;
}

/** What is allowed in memory. */
export interface MemoryLimits {
  readonly maxPoints: number;
  readonly maxBytes: number;
}

/** What all logs of the process hold in memory together. */
export const memory = {
  points: 0,
  bytes: 0,
  holders: new Set<Holder>(),
};

/** Whether there is no room for more. */
export function isFull({ maxPoints, maxBytes }: MemoryLimits): boolean {
  return memory.points >= maxPoints || memory.bytes >= maxBytes;
}

/**
 * Lets those that hold most write to the spool until there is room.
 * @throws MillraceError when the disk does not take it
 */
export function makeRoom(limits: MemoryLimits): void {
  const fullestFirst = [...memory.holders].sort((a, b) => b.bytes - a.bytes);
  for (const holder of fullestFirst) {
    if (!isFull(limits)) return;
    holder.spill();
  }
}
