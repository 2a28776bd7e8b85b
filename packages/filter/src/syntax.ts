import type { Condition, Operator } from "./tree.ts";

/** A field as written: `name`, `` `name` ``, `namespace.key`, `` namespace.`key` `` or `` namespace.`key`.aggregate ``. */
export interface Path {
  /** Offset of the first character. */
  readonly start: number;
  /** Offset of the key, where a problem with it is shown. */
  readonly keyStart: number;
  readonly namespace: string | undefined;
  readonly key: string;
  /** Whether quotes make the key literal. */
  readonly quoted: boolean;
  /** What follows a quoted key after a dot. */
  readonly suffix: string | undefined;
}

/** A value as written; a `word` is never valid and kept only to be refused in terms of what was expected. */
export type Literal =
  | { readonly kind: "string"; readonly start: number; readonly quote: "'" | '"'; readonly body: string }
  | { readonly kind: "number"; readonly start: number; readonly text: string }
  | { readonly kind: "word"; readonly start: number; readonly text: string };

/** A comparison as written, not yet checked against the fields of an entity. */
export interface SyntaxComparison {
  readonly kind: "compare";
  readonly path: Path;
  readonly op: Operator;
  /** Offset of the operator. */
  readonly opStart: number;
  /** None for a null operator, one or more for a list, else one. */
  readonly literals: readonly Literal[];
}

export type SyntaxNode = Condition<SyntaxComparison>;
