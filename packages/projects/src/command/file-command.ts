import path from "node:path";
import { invalidParameter } from "@millrace/contract";

/** The programs that run a file, by its extension. */
const PROGRAMS: Readonly<Record<string, string>> = {
  ".py": "python",
  ".sh": "bash",
  ".r": "Rscript",
  ".ts": "node",
  ".mts": "node",
  ".js": "node",
  ".mjs": "node",
  ".cjs": "node",
};

/** Whether a file can be an entry point that no MLproject file names. */
export function isRunnable(file: string): boolean {
  return path.extname(file).toLowerCase() in PROGRAMS;
}

/**
 * The command that runs a file of a project.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a file of another kind
 */
export function commandOfFile(file: string): string {
  const program = PROGRAMS[path.extname(file).toLowerCase()];
  if (program !== undefined) return `${program} ${quoteForTemplate(file)}`;
  const known = Object.keys(PROGRAMS).join(", ");
  throw invalidParameter(`"${file}" can't be run: an entry point is a file that ends with one of ${known}.`);
}

/** A word of a command, in which braces would mean a parameter and other characters something to a shell. */
function quoteForTemplate(word: string): string {
  const braced = word.replaceAll(/[{}]/g, "$&$&");
  return /^[\w./{}-]+$/.test(word) ? braced : `'${braced.replaceAll("'", `'\\''`)}'`;
}
