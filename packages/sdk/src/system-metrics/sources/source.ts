/** What was measured, by the name of the metric without its prefix. */
export type Readings = Readonly<Record<string, number>>;

/** Something of the machine that is measured again and again. */
export interface Source {
  /** What several readings become in one point: their mean, or the newest of them. */
  readonly combine: "mean" | "last";
  /**
   * Measures. What compares with the reading before has nothing to say the first time.
   * @param signal says that nobody waits for the answer any more
   * @throws {Error} for what can't be measured now
   */
  read(signal: AbortSignal): Promise<Readings>;
}

/** A million bytes, MLflow's megabyte. */
export const MEGABYTE = 1e6;
