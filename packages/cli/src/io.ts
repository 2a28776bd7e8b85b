import { styleText } from "node:util";

/** The looks that a piece of text can have on a terminal. */
export type Look = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Where a command prints, and what it ends with. A program that runs commands in its own process gives another. */
export interface Io {
  /** Prints a line of what was asked for. */
  line(text: string): void;
  /** Prints text as it is, and waits while what reads it is behind. */
  write(text: string): Promise<void>;
  /** Tells a person something besides the result, in one line on standard error. */
  note(text: string): void;
  /** The width of the terminal that `line` prints on; undefined when it is no terminal. */
  readonly columns: number | undefined;
  /** Dresses text that is printed with `line`; text stays as it is where colours are not wanted. */
  dress(look: Look, text: string): string;
  /** Standard error, where progress is shown. */
  readonly stderr: { readonly isTTY: boolean; write(text: string): unknown };
  /** Sets the exit code. */
  endWith(exitCode: number): void;
}

/** The terminal, pipes or files that this process was given. */
export function processIo(): Io {
  const { stdout, stderr } = process;
  return {
    line: (text) => void stdout.write(`${text}\n`),
    write: (text) => new Promise((resolve) => void stdout.write(text, () => resolve())),
    note: (text) => void stderr.write(`${styleText("red", "millrace:", { stream: stderr })} ${text}\n`),
    columns: stdout.isTTY ? stdout.columns : undefined,
    dress: (look, text) => styleText(look, text, { stream: stdout }),
    stderr,
    endWith: (exitCode) => (process.exitCode = exitCode),
  };
}
