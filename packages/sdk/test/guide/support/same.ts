/** What is another in each run, and what stands for it. */
const CHANGING: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/\bm-[0-9a-f]{32}\b/g, () => "<model id>"],
  [/\b[0-9a-f]{32}\b/g, () => "<run id>"],
  [/\b20\d\d-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z| UTC)?/g, () => "<time>"],
  [/\b\d+(?:\.\d+)?m?s\b/g, () => "<duration>"],
  // The last digits depend on the processor.
  [/\b\d+\.\d{7,}(?:e[+-]\d+)?\b/g, (found) => Number(found).toPrecision(6)],
  // How often progress is told depends on the machine.
  [/^.+: [\d.]+ \w?i?B of [\d.]+ \w?i?B$/gm, () => ""],
  [/[ \t]+/g, () => " "],
  [/\s*\n\s*/g, () => "\n"],
];

/** A text without what is another in each run, to compare what a page shows with what was printed. */
export function comparable(text: string): string {
  return CHANGING.reduce((same, [pattern, name]) => same.replaceAll(pattern, name), text).trim();
}
