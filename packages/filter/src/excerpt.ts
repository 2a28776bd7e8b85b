import { invalidParameter, type MillraceError } from "@millrace/contract";

const BEFORE = 50;
const AFTER = 25;

/** Every control, format and line-breaking character; one of them would break the excerpt's two lines apart. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** The text that is being read, under the name that error messages give it. */
export interface Source {
  readonly noun: string;
  readonly text: string;
}

/**
 * The refusal of a text at an offset (UTF-16 units, from 0): its message names the 1-based position in characters and
 * shows the text around it with a caret under the character.
 */
export function syntaxError(source: Source, offset: number, problem: string): MillraceError {
  const before = Array.from(source.text.slice(0, offset));
  const after = Array.from(source.text.slice(offset, offset + 2 * AFTER + 2));
  const shownBefore = before.slice(-BEFORE);
  const shownAfter = after.slice(0, AFTER);
  const lead = before.length > shownBefore.length ? "…" : "";
  const tail = offset + shownAfter.join("").length < source.text.length ? "…" : "";
  const excerpt = lead + printable(shownBefore) + printable(shownAfter) + tail;
  const caret = " ".repeat(lead.length + shownBefore.length) + "^";
  return invalidParameter(
    `Invalid ${source.noun} at position ${before.length + 1}: ${problem}.\n  ${excerpt}\n  ${caret}`,
  );
}

/** A piece of the text for use inside a sentence: one line, quoted by the caller, cut when long. */
export function shortened(text: string, limit = 40): string {
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  return characters.length > limit ? printable(characters.slice(0, limit)) + "…" : printable(characters);
}

function printable(characters: readonly string[]): string {
  return characters.map((character) => (UNPRINTABLE.test(character) ? " " : character)).join("");
}
