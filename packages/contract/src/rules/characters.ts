import { invalidParameter } from "../errors.ts";

/** Whether text has more than `limit` characters (code points). */
export function isLongerThan(text: string, limit: number): boolean {
  return text.length > limit && (text.length > 2 * limit || countCharacters(text) > limit);
}

/** The first `limit` characters (code points) of text. */
export function firstCharacters(text: string, limit: number): string {
  if (!isLongerThan(text, limit)) return text;
  let units = 0;
  for (let characters = 0; characters < limit; characters += 1)
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return text.slice(0, units);
}

/**
 * Checks the length of a field.
 * @throws MillraceError INVALID_PARAMETER_VALUE when it has more than `limit` characters.
 */
export function checkLength(text: string, limit: number, path: string): void {
  if (!isLongerThan(text, limit)) return;
  throw invalidParameter(`Parameter '${path}' has ${countCharacters(text)} characters; at most ${limit} are allowed.`);
}

function countCharacters(text: string): number {
  let characters = text.length;
  for (let unit = 0; unit < text.length - 1; unit += 1) {
    if (isHighSurrogate(text.charCodeAt(unit)) && isLowSurrogate(text.charCodeAt(unit + 1))) characters -= 1;
  }
  return characters;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
