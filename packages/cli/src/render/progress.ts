import type { Io } from "../io.ts";
import { formatBytes } from "./bytes.ts";

const LINE_MS = 2000;
const REDRAW_MS = 100;
const BAR_CELLS = 24;

/** How far a long command is. */
export interface Progress {
  /** What it does now, in a few words. */
  readonly phase: string;
  readonly done: number;
  /** Absent when nobody knows how much there is. */
  readonly total?: number | undefined;
}

/** A line on standard error that tells how far a long command is. */
export interface ProgressLine {
  readonly onProgress: (progress: Progress) => void;
  /** Ends the line, so that what is printed next stands on its own. */
  finish(): void;
}

/**
 * On a terminal one line with a bar that is drawn anew; elsewhere a line for each phase, and one every two seconds.
 * @param unit what `done` and `total` count
 */
export function progressLine(out: Io["stderr"], unit: "things" | "bytes" = "things"): ProgressLine {
  let phase = "";
  let shown = 0;
  let width = 0;
  return {
    onProgress: (progress) => {
      const now = performance.now();
      if (progress.phase === phase && now - shown < (out.isTTY ? REDRAW_MS : LINE_MS)) return;
      phase = progress.phase;
      shown = now;
      const text = progressText(progress, unit === "bytes" ? formatBytes : String);
      if (out.isTTY) out.write(`\r${`${barOf(progress)}${text}`.padEnd(width)}`);
      else out.write(`${text}\n`);
      width = barOf(progress).length + text.length;
    },
    finish: () => {
      if (out.isTTY && width > 0) out.write(`\r${" ".repeat(width)}\r`);
      width = 0;
    },
  };
}

function barOf({ done, total }: Progress): string {
  if (total === undefined || total === 0) return "";
  const full = Math.round((Math.min(done, total) / total) * BAR_CELLS);
  return `[${"█".repeat(full)}${"░".repeat(BAR_CELLS - full)}] `;
}

function progressText({ phase, done, total }: Progress, format: (count: number) => string): string {
  if (total !== undefined) return `${phase}: ${format(done)} of ${format(total)}`;
  return done === 0 ? `${phase} …` : `${phase}: ${format(done)}`;
}
