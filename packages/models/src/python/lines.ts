import type { Readable } from "node:stream";

const MAX_LINE_LENGTH = 16_384;

/** Calls `take` with each line that a stream prints; a very long one comes in parts. */
export function eachLine(stream: Readable, take: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(take);
    if (rest.length < MAX_LINE_LENGTH) return;
    take(rest);
    rest = "";
  });
  stream.on("end", () => {
    if (rest !== "") take(rest);
  });
}
