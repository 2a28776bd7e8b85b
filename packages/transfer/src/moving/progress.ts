/** How far a move is. */
export interface Progress {
  /** What is being done, such as `runs`. */
  readonly phase: string;
  readonly done: number;
  /** Undefined while nobody knows. */
  readonly total?: number | undefined;
}

/** Hears of progress; it is called often. */
export type OnProgress = (progress: Progress) => void;

/** How a move runs beside what it moves. */
export interface MoveControl {
  readonly onProgress: OnProgress;
  /** Stops the move at the next place where nothing is half done. */
  readonly signal: AbortSignal;
}
