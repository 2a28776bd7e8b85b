const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+/gs;

/** Where a value lies in a text. */
export type Span = readonly [from: number, to: number];

/** Where the values of the fields of a JSON object lie in its text, which has to be JSON; undefined for no object. */
export function fieldSpans(text: string): Map<string, Span> | undefined {
  const finder = new SpanFinder();
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (finder.depth === 0 && token !== "{") return undefined;
    finder.take(token, index);
    if (finder.depth === 0) return finder.spans;
  }
  return undefined;
}

/** Follows the tokens of an object. */
class SpanFinder {
  readonly spans = new Map<string, Span>();
  depth = 0;
  #key: string | undefined;
  #from = -1;
  #last = 0;

  take(token: string, index: number): void {
    if (this.depth === 1) this.#takeOutermost(token, index);
    if (token === "{" || token === "[") this.depth += 1;
    if (token === "}" || token === "]") this.depth -= 1;
    this.#last = index + token.length;
  }

  #takeOutermost(token: string, index: number): void {
    if (token === ":") return;
    if (this.#key === undefined) this.#key = nameOf(token);
    else if (token === "," || token === "}") {
      this.spans.set(this.#key, [this.#from, this.#last]);
      this.#key = undefined;
      this.#from = -1;
    } else if (this.#from < 0) this.#from = index;
  }
}

/** Undefined for what is no text, such as the end of an object without fields. */
function nameOf(token: string): string | undefined {
  if (!token.startsWith('"')) return undefined;
  const name: unknown = JSON.parse(token);
  return String(name);
}
