import type { Int64 } from "@millrace/contract";
import { int64Column, type PointColumns } from "../series/points.ts";

/** Gathers the points of a series one by one. */
export class PointsBuilder {
  readonly #steps: Int64[] = [];
  readonly #times: Int64[] = [];
  readonly #values: number[] = [];

  get count(): number {
    return this.#values.length;
  }

  /** @param time in milliseconds */
  add(step: Int64, time: Int64, value: number): void {
    this.#steps.push(step);
    this.#times.push(time);
    this.#values.push(value);
  }

  /** All points so far, in the order in which they came. */
  finish(): PointColumns {
    return {
      steps: int64Column(this.#steps),
      timestamps: int64Column(this.#times),
      values: Float64Array.from(this.#values),
    };
  }
}
