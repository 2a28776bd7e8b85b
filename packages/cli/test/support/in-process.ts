import { createProgram } from "../../src/index.ts";
import type { Io } from "../../src/io.ts";
import { reportFailure } from "../../src/report.ts";
import type { Ending } from "./command.ts";

/** What the command line is told of the terminal. */
export interface Surroundings {
  readonly columns?: number;
  /** Puts the looks of text around it, as `<red>…</red>`. */
  readonly showsLooks?: boolean;
}

/** Runs a command line in this process, which is as quick as the command itself. */
export async function runInProcess(args: readonly string[], surroundings: Surroundings = {}): Promise<Ending> {
  const printed = { out: "", err: "" };
  let code = 0;
  const io: Io = {
    line: (text) => (printed.out += `${text}\n`),
    write: async (text) => void (printed.out += text),
    note: (text) => (printed.err += `millrace: ${text}\n`),
    columns: surroundings.columns,
    dress: (look, text) => (surroundings.showsLooks === true ? `<${look}>${text}</${look}>` : text),
    stderr: { isTTY: false, write: (text) => (printed.err += text) },
    endWith: (exitCode) => (code = exitCode),
  };
  try {
    await createProgram(io).parseAsync(args, { from: "user" });
  } catch (error) {
    reportFailure(error, io);
  }
  return { code, ...printed };
}
