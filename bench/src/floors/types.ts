/** A raw cost that is measured again in every round. */
export type Floor = {
  readonly title: string;
  /** Mean milliseconds of one operation over about so many milliseconds. */
  readonly measure: (budgetMs: number) => Promise<number>;
};
