import { stringifyJson } from "@millrace/contract";
import type { Io } from "../io.ts";
import { type View, viewLines } from "./view.ts";

/** The flags that say whether a program or a person reads the result. */
export interface OutputFlags {
  readonly json?: true;
  readonly output?: string;
}

/** Whether a program reads the result. */
export function wantsJson({ json, output }: OutputFlags): boolean {
  return json === true || output === "json";
}

/** Prints a result: for programs its document, for people its view, if it has one. */
export function tell(io: Io, flags: OutputFlags, document: unknown, view: View | undefined): void {
  if (view === undefined || wantsJson(flags)) io.line(prettyJson(document));
  else for (const line of viewLines(view, io)) io.line(line);
}

/** JSON that a person can read too, with integers exact. */
export function prettyJson(document: unknown): string {
  return indented(stringifyJson(document));
}

/** Puts the members of JSON text on lines of their own; numbers stay as they are written. */
function indented(json: string): string {
  let depth = 0;
  const line = (): string => `\n${"  ".repeat(depth)}`;
  return json.replaceAll(/"(?:[^"\\]|\\.)*"|\{\}|\[\]|[{}[\],:]/g, (token) => {
    if (token === "{" || token === "[") {
      depth += 1;
      return token + line();
    }
    if (token === "}" || token === "]") {
      depth -= 1;
      return line() + token;
    }
    if (token === ",") return token + line();
    return token === ":" ? ": " : token;
  });
}
