import { toInt64 } from "@millrace/contract";
import { AGGREGATES, type Comparison, type FilterNode, type RunField, type Scalar } from "@millrace/filter";
import fc from "fast-check";

/** Objects as literals make them. */
const PLAIN = { noNullPrototype: true } as const;

const anyText = fc.string({ unit: "binary", maxLength: 20 });

/** A text that can be written without escapes. */
const plainText = anyText.filter((text) => !(text.includes("'") && text.includes('"')) && !/\\['"]|\\$/.test(text));
const key = anyText.filter((text) => text !== "" && !text.includes("`"));
const word = fc.stringMatching(/^[a-z_é日][a-z_0-9:]{0,8}$/);
const aggregate = fc.constantFrom(...AGGREGATES);
const double = fc.double({ noNaN: true });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(toInt64);

const attribute = <const Name extends RunAttributeName>(...list: readonly Name[]): fc.Arbitrary<RunField> =>
  fc.constantFrom(...list).map((name) => ({ kind: "attribute", name }));

type RunAttributeName = Extract<RunField, { kind: "attribute" }>["name"];

const textField: fc.Arbitrary<RunField> = fc.oneof(
  attribute("run_id", "run_name", "status", "user_id", "artifact_uri"),
  fc.constantFrom("name", "digest", "context").map((name) => ({ kind: "dataset", name }) as const),
  key.map((tag) => ({ kind: "tag", key: tag }) as const),
  key.map((param) => ({ kind: "param", key: param }) as const),
);

const metricField: fc.Arbitrary<RunField> = fc.oneof(
  fc.record({ kind: fc.constant("metric"), key, aggregate }, PLAIN),
  fc.tuple(word, aggregate).map(([metric, of]) => {
    const alternative = { key: metric, aggregate: of };
    return { kind: "metric", key: `${metric}.${of}`, aggregate: "last", alternative } as const;
  }),
);

/** Any field of runs. */
export const runField = fc.oneof(textField, metricField, attribute("start_time", "end_time"));

const comparison: fc.Arbitrary<Comparison<RunField>> = fc.oneof(
  numbers(metricField, double),
  numbers(attribute("start_time", "end_time"), int64),
  fc.record(
    {
      kind: fc.constant("compare"),
      field: textField,
      op: fc.constantFrom("=", "!=", "like", "ilike"),
      value: plainText,
    },
    PLAIN,
  ),
  list(textField, anyText),
  fc.record({ kind: fc.constant("compare"), field: runField, op: fc.constantFrom("is null", "is not null") }, PLAIN),
);

/** Any checked filter of runs in its one form. */
export const runFilter: fc.Arbitrary<FilterNode<RunField>> = fc.letrec<{ node: FilterNode<RunField> }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    comparison,
    fc.record({ kind: fc.constant("not"), node: tie("node") }, PLAIN),
    fc.tuple(fc.constantFrom("and", "or"), fc.array(tie("node"), { minLength: 2, maxLength: 4 })).map(flattened),
  ),
})).node;

function numbers(field: fc.Arbitrary<RunField>, value: fc.Arbitrary<Scalar>): fc.Arbitrary<Comparison<RunField>> {
  const op = fc.constantFrom("=", "!=", "<", "<=", ">", ">=");
  return fc.oneof(fc.record({ kind: fc.constant("compare"), field, op, value }, PLAIN), list(field, value));
}

function list(field: fc.Arbitrary<RunField>, value: fc.Arbitrary<Scalar>): fc.Arbitrary<Comparison<RunField>> {
  const op = fc.constantFrom("in", "not in");
  const values = fc.uniqueArray(value, { minLength: 1, maxLength: 4, comparator: "SameValueZero" });
  return fc.record({ kind: fc.constant("compare"), field, op, values }, PLAIN);
}

function flattened([kind, nodes]: readonly ["and" | "or", readonly FilterNode<RunField>[]]): FilterNode<RunField> {
  return { kind, nodes: nodes.flatMap((node) => (node.kind === kind ? node.nodes : [node])) };
}
