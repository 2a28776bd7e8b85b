import type { MillraceError } from "@millrace/contract";
import { shortened, type Source, syntaxError } from "./excerpt.ts";
import { type FieldRule, firstSpellings, type Grammar, type ValueType } from "./grammar.ts";
import { checkPattern, PatternBudget } from "./pattern.ts";
import { MAX_LIST_VALUES } from "./parser.ts";
import type { Literal, Path, SyntaxComparison, SyntaxNode } from "./syntax.ts";
import type { Comparison, FilterNode, Operator, Scalar } from "./tree.ts";
import { toScalar } from "./values.ts";

const ORDERED: readonly Operator[] = ["=", "!=", "<", "<=", ">", ">=", "in", "not in", "is null", "is not null"];
const IDENTITY: readonly Operator[] = ["=", "!=", "in", "not in", "is null", "is not null"];

/** The operators that make sense for each type of value. */
const OPERATORS: Readonly<Record<ValueType, readonly Operator[]>> = {
  text: [...IDENTITY, "like", "ilike", "rlike"],
  loose: [...IDENTITY, "like", "ilike", "rlike"],
  number: ORDERED,
  time: ORDERED,
  integer: ORDERED,
  id: IDENTITY,
  count: ORDERED,
};

/** What a filter has used up so far. */
interface Budget {
  readonly patterns: PatternBudget;
  listValues: number;
}

/** Finds a path's field. Throws INVALID_PARAMETER_VALUE if the entity has no such field. */
export function resolve<Field>(source: Source, grammar: Grammar<Field>, path: Path): FieldRule<Field> {
  const namespace = path.namespace === undefined ? grammar.bare : grammar.namespaces.get(path.namespace);
  if (namespace === undefined) throw unknownNamespace(source, grammar, path);
  const found = namespace(path);
  if ("field" in found) return found;
  const name = shortened(path.key + (path.suffix === undefined ? "" : `.${path.suffix}`));
  throw syntaxError(source, path.keyStart, `'${name}' is no field of ${grammar.noun}; expected ${found.expected}`);
}

/** Checks a tree against the fields of an entity. Throws INVALID_PARAMETER_VALUE with the place of a mistake. */
export function check<Field>(source: Source, grammar: Grammar<Field>, node: SyntaxNode): FilterNode<Field> {
  const budget: Budget = { patterns: new PatternBudget(), listValues: 0 };
  const walk = (inner: SyntaxNode): FilterNode<Field> => {
    if (inner.kind === "not") return { kind: "not", node: walk(inner.node) };
    if (inner.kind === "compare") return checkComparison(source, grammar, inner, budget);
    return { kind: inner.kind, nodes: inner.nodes.map(walk) };
  };
  return walk(node);
}

function checkComparison<Field>(
  source: Source,
  grammar: Grammar<Field>,
  comparison: SyntaxComparison,
  budget: Budget,
): Comparison<Field> {
  const { field, type } = resolve(source, grammar, comparison.path);
  const { op, opStart, literals } = comparison;
  if (!OPERATORS[type].includes(op)) throw wrongOperator(source, opStart, op, type);
  if (op === "is null" || op === "is not null") return { kind: "compare", field, op };
  if (op === "in" || op === "not in") {
    return { kind: "compare", field, op, values: listValues(source, type, literals, budget) };
  }
  const literal = only(literals);
  const value = toScalar(source, type, literal, false);
  if (op !== "like" && op !== "ilike" && op !== "rlike") return { kind: "compare", field, op, value };
  const pattern = String(value);
  if (op === "rlike") checkPattern(source, literal.start + 1, pattern, budget.patterns);
  return { kind: "compare", field, op, value: pattern };
}

/** The values of a list, each once. */
function listValues(source: Source, type: ValueType, literals: readonly Literal[], budget: Budget): Scalar[] {
  const seen = new Set<Scalar>();
  return literals.flatMap((literal) => {
    const value = toScalar(source, type, literal, true);
    if (seen.has(value)) return [];
    seen.add(value);
    budget.listValues += 1;
    if (budget.listValues <= MAX_LIST_VALUES) return [value];
    const problem = `the lists of a filter may hold at most ${MAX_LIST_VALUES} different values together`;
    throw syntaxError(source, literal.start, problem);
  });
}

function only(literals: readonly Literal[]): Literal {
  const [literal] = literals;
  if (literal === undefined) throw new RangeError("the parser gives an operator that needs a value one");
  return literal;
}

function wrongOperator(source: Source, start: number, op: Operator, type: ValueType): MillraceError {
  const allowed = OPERATORS[type].map((operator) => operator.toUpperCase()).join(", ");
  return syntaxError(source, start, `${op.toUpperCase()} can't be used with this field; it takes ${allowed}`);
}

function unknownNamespace<Field>(source: Source, grammar: Grammar<Field>, path: Path): MillraceError {
  const known = firstSpellings(grammar.namespaces).join(", ");
  const found = shortened(path.namespace ?? "");
  return syntaxError(
    source,
    path.start,
    `'${found}' begins no field of ${grammar.noun}; before the dot goes one of ${known}`,
  );
}
