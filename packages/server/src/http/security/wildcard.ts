/** A pattern in which `*` stands for any text, as a test of whole texts in any case. */
export function wildcard(pattern: string): (text: string) => boolean {
  const source = pattern
    .split("*")
    .map((part) => part.replace(/[.?+^${}()|[\]\\/]/g, "\\$&"))
    .join(".*");
  const expression = new RegExp(`^${source}$`, "is");
  return (text) => expression.test(text);
}
