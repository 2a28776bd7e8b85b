/** Tells a person what is going on. */
export type Progress = (line: string) => void;

/** Progress as lines on standard error with the seconds since the start, so that standard output is the table alone. */
export const toStandardError: Progress = (line) => {
  process.stderr.write(`${(performance.now() / 1000).toFixed(0).padStart(5)} s  ${line}\n`);
};
