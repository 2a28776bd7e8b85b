/** How often text may have been percent-encoded before it is refused for that alone. */
const MOST_ENCODINGS = 10;
const ENCODED_BYTE = /%([0-9a-f]{2})/gi;
const ENCODED_SEPARATOR = /%(?:2f|5c)/i;
/** Whatever might end a name: separators, and what a URL parser cuts off. */
const SEPARATORS = /[/\\?#;]/;
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for.
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * Why a path or URI could lead elsewhere than it seems to, in any reading of it and any number of percent-decodings;
 * undefined when it can't.
 */
export function traversalIn(text: string): string | undefined {
  let form = text;
  for (let round = 0; round <= MOST_ENCODINGS; round += 1) {
    if (CONTROL.test(form)) return "it holds a control character";
    if (ENCODED_SEPARATOR.test(form)) return "it holds a percent-encoded separator";
    if (form.split(SEPARATORS).some((name) => name.trim() === "..")) return "a part of it is '..'";
    const decoded = form.replace(ENCODED_BYTE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    if (decoded === form) return undefined;
    form = decoded;
  }
  return `it is percent-encoded more than ${MOST_ENCODINGS} times`;
}
