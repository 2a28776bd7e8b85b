import type { Part } from "./template.ts";

/** What means something to a shell outside of quotes, and what does inside double ones. */
const SPECIAL = /[|&;<>()$`*?[\]#~!\n\r\\{}]/;
const SPECIAL_IN_QUOTES = /[$`\\!]/;

/**
 * The words of a command that needs no shell, with the values in them as they are; undefined when it needs one.
 */
export function wordsOf(parts: readonly Part[], values: ReadonlyMap<string, string>): readonly string[] | undefined {
  const words = new Words();
  for (const part of parts) {
    if ("parameter" in part) words.add(values.get(part.parameter) ?? "");
    else if (!words.read(part.text)) return undefined;
  }
  const all = words.end();
  return all === undefined || all[0] === undefined || /^\w+\+?=/.test(all[0]) ? undefined : all;
}

class Words {
  readonly #words: string[] = [];
  #word: string | undefined;
  #quote: string | undefined;

  add(text: string): void {
    this.#word = (this.#word ?? "") + text;
  }

  /** False when the text needs a shell. */
  read(text: string): boolean {
    for (const character of text) if (!this.#take(character)) return false;
    return true;
  }

  /** Undefined when a quote is left open. */
  end(): readonly string[] | undefined {
    this.#endWord();
    return this.#quote === undefined ? this.#words : undefined;
  }

  #take(character: string): boolean {
    if (this.#quote !== undefined) {
      if (character === this.#quote) this.#quote = undefined;
      else if (this.#quote === '"' && SPECIAL_IN_QUOTES.test(character)) return false;
      else this.add(character);
    } else if (character === '"' || character === "'") {
      this.#quote = character;
      this.add("");
    } else if (character === " " || character === "\t") this.#endWord();
    else if (SPECIAL.test(character)) return false;
    else this.add(character);
    return true;
  }

  #endWord(): void {
    if (this.#quote === undefined && this.#word !== undefined) {
      this.#words.push(this.#word);
      this.#word = undefined;
    }
  }
}
