import type { MoveControl } from "../../src/moving/progress.ts";

/** A move that nobody watches or stops. */
export function quietly(): MoveControl {
  return { onProgress: () => undefined, signal: new AbortController().signal };
}
