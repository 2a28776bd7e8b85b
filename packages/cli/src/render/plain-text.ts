/**
 * Controls, and the marks that turn the direction of writing: text that others wrote could move the cursor with them, or
 * show a person something else than is there.
 */
const UNSAFE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

const NAMED = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** Text from elsewhere as one line that a terminal shows as it is. */
export function plainText(text: string): string {
  return text.replaceAll(UNSAFE, (unsafe) => NAMED.get(unsafe) ?? `\\u{${unsafe.codePointAt(0)?.toString(16)}}`);
}
