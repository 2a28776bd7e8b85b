import type { ByteRange } from "@millrace/contract";

/** One range: from byte, to byte; either may be left out. */
const SINGLE = /^\s*bytes\s*=\s*(?:(\d+)\s*-\s*(\d*)|-\s*(\d+))\s*$/i;

/**
 * The bytes that a Range header asks for, of a content of `size` bytes. `undefined` stands for all of them: also for
 * several ranges and for what is no range, which a server may answer with the whole. "none" when the content has none
 * of the bytes.
 */
export function rangeOf(header: string, size: number): ByteRange | "none" | undefined {
  const match = SINGLE.exec(header);
  if (match === null) return undefined;
  const [, first, last, suffix] = match;
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), size);
    return length === 0 ? "none" : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < start) return undefined;
  return start < size ? { start, end } : "none";
}
