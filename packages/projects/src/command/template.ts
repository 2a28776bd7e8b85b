import { invalidParameter } from "@millrace/contract";

/** A part of a command: text as it stands, or the place of a parameter. */
export type Part = { readonly text: string } | { readonly parameter: string };

const TOKEN = /\{\{|\}\}|\{([^{}]*)\}|[{}]/g;

/**
 * Splits a command at its `{name}` places; `{{` and `}}` mean braces, as in Python's format strings.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a single brace
 */
export function parseTemplate(command: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of command.matchAll(TOKEN)) {
    const [token, name] = match;
    parts.push({ text: command.slice(from, match.index) });
    from = match.index + token.length;
    if (name !== undefined) parts.push({ parameter: nameIn(name, command) });
    else if (token.length === 2) parts.push({ text: token.slice(1) });
    else
      throw invalidParameter(`The command \`${command}\` has a single "${token}": write "${token}${token}" for one.`);
  }
  parts.push({ text: command.slice(from) });
  return parts.filter((part) => "parameter" in part || part.text !== "");
}

function nameIn(name: string, command: string): string {
  if (name.trim() !== "") return name;
  throw invalidParameter(`The command \`${command}\` has "{${name}}", which names no parameter.`);
}
