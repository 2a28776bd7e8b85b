/** How much each row does. */
export type Sizes = {
  /** Runs in the experiment that is searched. */
  readonly runs: number;
  /** Runs in a page when all are read. */
  readonly page: number;
  /** Points of one metric history. */
  readonly points: number;
  /** Runs whose histories are read at once. */
  readonly histories: number;
  /** Bytes of a large file. */
  readonly fileBytes: number;
  /** Small files that are sent one after the other. */
  readonly files: number;
  /** Milliseconds that one row is measured for, on one target, in one round. */
  readonly budgetMs: number;
  /** Milliseconds of the load of many clients. */
  readonly loadMs: number;
  /** Milliseconds that one raw floor is measured for in one round. */
  readonly floorMs: number;
  readonly rounds: number;
};

/** The sizes that the goals speak of. */
export const FULL: Sizes = {
  runs: 10_000,
  page: 1000,
  points: 100_000,
  histories: 10,
  fileBytes: 1024 ** 3,
  files: 1000,
  budgetMs: 1500,
  loadMs: 20_000,
  floorMs: 300,
  rounds: 5,
};

/** Small sizes that show in a minute whether everything works; their figures mean nothing. */
export const QUICK: Sizes = {
  runs: 300,
  page: 100,
  points: 3000,
  histories: 3,
  fileBytes: 32 * 1024 ** 2,
  files: 50,
  budgetMs: 200,
  loadMs: 1500,
  floorMs: 50,
  rounds: 1,
};
