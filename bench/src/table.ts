/** A text table: the first line is the head, the first column is set left, the others right. */
export function table(lines: readonly (readonly string[])[]): string {
  const [head, ...rest] = lines;
  if (head === undefined) return "";
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const format = (line: readonly string[]): string =>
    line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  ");
  return [format(head), widths.map((width) => "─".repeat(width)).join("  "), ...rest.map(format)].join("\n");
}
