import { Cursor } from "./cursor.ts";
import type { Source } from "./excerpt.ts";
import { parsePath, startsPath } from "./path.ts";
import { parseComparison } from "./comparison.ts";
import type { SyntaxNode } from "./syntax.ts";

/** The longest text of a filter, in UTF-16 units. */
export const MAX_FILTER_LENGTH = 65_536;

/** The most comparisons in one filter. */
export const MAX_COMPARISONS = 1_000;

/** The most different values that the lists of one filter hold together. */
export const MAX_LIST_VALUES = 5_000;

/** How deep parentheses and NOT may nest. */
export const MAX_DEPTH = 100;

/**
 * Reads a filter: NOT binds tightest, then AND, then OR. Two comparisons side by side are joined by AND, and a stray
 * AND at either end says nothing, as in MLflow. An empty text is no condition.
 * Throws INVALID_PARAMETER_VALUE with the place of the first mistake.
 */
export function parseCondition(source: Source): SyntaxNode | undefined {
  return source.text === "" ? undefined : new Parser(source).filter();
}

class Parser {
  readonly #cursor: Cursor;
  #comparisons = 0;
  #depth = 0;

  constructor(source: Source) {
    this.#cursor = new Cursor(source);
  }

  filter(): SyntaxNode | undefined {
    const cursor = this.#cursor;
    if (this.#skipAnds() && cursor.atEnd) return undefined;
    const node = this.#or();
    if (!cursor.atEnd) throw cursor.expected("AND, OR or the end of the filter");
    return node;
  }

  #or(): SyntaxNode {
    const nodes = [this.#and()];
    while (this.#cursor.takeKeyword("or")) nodes.push(this.#and());
    return joined("or", nodes);
  }

  #and(): SyntaxNode {
    const cursor = this.#cursor;
    const nodes: SyntaxNode[] = [];
    for (;;) {
      const plain = startsPath(cursor.token);
      nodes.push(this.#unary());
      const more = this.#skipAnds() ? !cursor.atEnd : plain && startsPath(cursor.token);
      if (!more) return joined("and", nodes);
    }
  }

  #unary(): SyntaxNode {
    const cursor = this.#cursor;
    const { start } = cursor.token;
    if (cursor.takeKeyword("not")) return { kind: "not", node: this.#nested(start, () => this.#unary()) };
    if (!cursor.takeKind("(")) return this.#comparison();
    const node = this.#nested(start, () => this.#or());
    if (!cursor.takeKind(")")) throw cursor.expected("AND, OR or a closing bracket");
    return node;
  }

  #comparison(): SyntaxNode {
    const { start } = this.#cursor.token;
    this.#comparisons += 1;
    if (this.#comparisons > MAX_COMPARISONS) {
      throw this.#cursor.fail(start, `a filter may hold at most ${MAX_COMPARISONS} comparisons`);
    }
    return parseComparison(this.#cursor, parsePath(this.#cursor));
  }

  #nested(start: number, parse: () => SyntaxNode): SyntaxNode {
    if (this.#depth === MAX_DEPTH) {
      throw this.#cursor.fail(start, `brackets and NOT may nest at most ${MAX_DEPTH} deep`);
    }
    this.#depth += 1;
    const node = parse();
    this.#depth -= 1;
    return node;
  }

  #skipAnds(): boolean {
    let skipped = false;
    while (this.#cursor.takeKeyword("and")) skipped = true;
    return skipped;
  }
}

/** One node stands for itself; nodes of the same kind are taken apart, so that a tree has one form. */
function joined(kind: "and" | "or", nodes: readonly SyntaxNode[]): SyntaxNode {
  const flat = nodes.flatMap((node) => (node.kind === kind ? node.nodes : [node]));
  const [first] = flat;
  return first !== undefined && flat.length === 1 ? first : { kind, nodes: flat };
}
