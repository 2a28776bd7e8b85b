import type { Part } from "./template.ts";

/** A command for a shell, and the variables that it reads its values from. */
export interface ShellText {
  readonly text: string;
  readonly variables: Readonly<Record<string, string>>;
}

type Context = "plain" | "double" | "single" | "backtick";

/**
 * Writes a command for a shell. Values are no part of the text: each is a variable, whose content a shell never reads as
 * code, in quotes that fit the place where it stands.
 */
export function shellText(parts: readonly Part[], values: ReadonlyMap<string, string>): ShellText {
  const scan = new QuoteScan();
  const names = new Map<string, string>();
  const variables: Record<string, string> = {};
  const text = parts.map((part) => {
    if ("text" in part) return scan.pass(part.text);
    const name = names.get(part.parameter) ?? `MILLRACE_VALUE_${names.size}`;
    names.set(part.parameter, name);
    variables[name] = values.get(part.parameter) ?? "";
    return scan.quoted(`\${${name}}`);
  });
  return { text: text.join(""), variables };
}

/** Follows the quotes of a command from its start. */
class QuoteScan {
  readonly #contexts: Context[] = ["plain"];

  pass(text: string): string {
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] === "\\" && this.#context !== "single") at += 1;
      else if (text.startsWith("$(", at) && this.#context !== "single") {
        this.#contexts.push("plain");
        at += 1;
      } else this.#meet(text[at] ?? "");
    }
    return text;
  }

  quoted(variable: string): string {
    if (this.#context === "double") return variable;
    return this.#context === "single" ? `'"${variable}"'` : `"${variable}"`;
  }

  get #context(): Context {
    return this.#contexts.at(-1) ?? "plain";
  }

  #meet(character: string): void {
    const context = this.#context;
    if (context === "single") {
      if (character === "'") this.#contexts.pop();
    } else if (character === '"') this.#toggle("double");
    else if (character === "`") this.#toggle("backtick");
    else if (character === "'" && context !== "double") this.#contexts.push("single");
    else if (character === "(" && context !== "double") this.#contexts.push("plain");
    else if (character === ")" && context === "plain" && this.#contexts.length > 1) this.#contexts.pop();
  }

  #toggle(context: "double" | "backtick"): void {
    if (this.#context === context) this.#contexts.pop();
    else this.#contexts.push(context);
  }
}
