import type { Readings, Source } from "./sources/source.ts";

interface Held {
  readonly combine: Source["combine"];
  readonly sum: number;
  readonly count: number;
}

/** The readings that become the next points; it holds sums, not the readings. */
export class Window {
  readonly #held = new Map<string, Held>();
  #samples = 0;

  /** How many samples it holds. */
  get samples(): number {
    return this.#samples;
  }

  /** Adds the readings of one source to the sample at hand. */
  add(readings: Readings, combine: Source["combine"]): void {
    for (const [name, value] of Object.entries(readings)) {
      const held = combine === "last" ? undefined : this.#held.get(name);
      this.#held.set(name, { combine, sum: (held?.sum ?? 0) + value, count: (held?.count ?? 0) + 1 });
    }
  }

  /** Ends the sample at hand. */
  endSample(): void {
    this.#samples += 1;
  }

  /** Gives what it holds, means to one decimal as MLflow does, and holds nothing any more. */
  take(): Readings {
    const points = [...this.#held].map(([name, held]) => [name, pointOf(held)] as const);
    this.#held.clear();
    this.#samples = 0;
    return Object.fromEntries(points);
  }
}

function pointOf({ combine, sum, count }: Held): number {
  return combine === "last" ? sum : Math.round((10 * sum) / count) / 10;
}
