/** Characters that take no cell of their own: marks, joiners, selectors. */
const NO_CELL = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** East Asian scripts, full-width forms and emoji, which take two cells. */
const TWO_CELLS =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;

const ASCII = /^[\x20-\x7e]*$/;

let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as a person counts them. */
function charactersOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function widthOfCharacter(character: string): number {
  if (NO_CELL.test(character)) return 0;
  return TWO_CELLS.test(character) ? 2 : 1;
}

/** How many cells of a terminal a line of text takes. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  return charactersOf(text).reduce((sum, character) => sum + widthOfCharacter(character), 0);
}

/** Text that takes at most so many cells; what is cut off is marked by `…`. */
export function cutToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = "";
  let taken = 1;
  for (const character of charactersOf(text)) {
    taken += widthOfCharacter(character);
    if (taken > width) break;
    kept += character;
  }
  return `${kept}…`;
}
