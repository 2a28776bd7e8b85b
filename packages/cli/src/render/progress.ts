import type { OnProgress } from "@millrace/transfer";

const LINE_MS = 2000;
const REDRAW_MS = 100;

/** A line on standard error that tells how far a long command is. */
export interface ProgressLine {
  readonly onProgress: OnProgress;
  /** Ends the line, so that what is printed next stands on its own. */
  finish(): void;
}

/** On a terminal one line that is drawn anew; elsewhere a line for each phase, and one every two seconds. */
export function progressLine(out: NodeJS.WriteStream): ProgressLine {
  const isTerminal = out.isTTY;
  let phase = "";
  let shown = 0;
  let width = 0;
  return {
    onProgress: (progress) => {
      const now = performance.now();
      if (progress.phase === phase && now - shown < (isTerminal ? REDRAW_MS : LINE_MS)) return;
      phase = progress.phase;
      shown = now;
      const text = progressText(progress.phase, progress.done, progress.total);
      if (isTerminal) out.write(`\r${text.padEnd(width)}`);
      else out.write(`${text}\n`);
      width = text.length;
    },
    finish: () => {
      if (isTerminal && width > 0) out.write(`\r${" ".repeat(width)}\r`);
      width = 0;
    },
  };
}

function progressText(phase: string, done: number, total: number | undefined): string {
  if (total !== undefined) return `${phase}: ${done} of ${total}`;
  return done === 0 ? `${phase} …` : `${phase}: ${done}`;
}
