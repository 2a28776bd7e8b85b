/** A series by its place in the database: the internal numbers of its run and its key. */
export interface SeriesPlace {
  readonly runId: number;
  readonly keyId: number;
}
