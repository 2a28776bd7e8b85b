import { invalidParameter } from "@millrace/contract";
import type { EntryPoint } from "../mlproject/project.ts";
import type { ParameterValues } from "../parameters.ts";
import { shellText } from "./shell-text.ts";
import { type Part, parseTemplate } from "./template.ts";
import { wordsOf } from "./words.ts";

/** A program with its arguments, and the variables that hold what a shell puts in. */
export interface ProjectCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * The command of an entry point with its values. It starts a program by itself where the command is plain words, and a
 * shell where it uses one; values reach the program as they are either way. What the entry point does not declare is added
 * as `--name value`.
 * @throws MillraceError INVALID_PARAMETER_VALUE when the command asks for a parameter that has no value
 */
export function buildCommand(
  point: EntryPoint,
  { declared, extra }: Pick<ParameterValues, "declared" | "extra">,
): ProjectCommand {
  const parts: Part[] = [...parseTemplate(point.command)];
  for (const part of parts) {
    if ("parameter" in part && !declared.has(part.parameter)) {
      throw invalidParameter(
        `The command of the entry point "${point.name}" has {${part.parameter}}, which is none of its parameters.`,
      );
    }
  }
  const added = [...extra].flatMap(([name, value]) => [`--${name}`, value]);
  const words = wordsOf(parts, declared);
  const [program, ...args] = words ?? [];
  if (program !== undefined && !isShellBuiltin(program)) return { program, args: [...args, ...added], variables: {} };
  const { text, variables } = shellText(parts, declared);
  const rest = added.length === 0 ? "" : ' "$@"';
  return { program: "bash", args: ["-c", `${text.trimEnd()}${rest}`, "bash", ...added], variables };
}

/** Words that a shell understands by itself, and of which most are no programs. */
const BUILTINS = new Set(
  (
    ". : alias bg bind break builtin caller case cd command compgen complete continue coproc declare dirs disown enable " +
    "eval exec exit export fc fg for function getopts hash help history if jobs let local logout mapfile popd pushd read " +
    "readarray readonly return select set shift shopt source suspend time times trap type typeset ulimit umask unalias " +
    "unset until wait while"
  ).split(" "),
);

function isShellBuiltin(program: string): boolean {
  return BUILTINS.has(program);
}
