import fc from "fast-check";
import {
  AGGREGATES,
  aggregate,
  METRIC_KEYS,
  METRIC_VALUES,
  type ModelRun,
  STATUSES,
  TEXT_KEYS,
  TEXTS,
} from "./model.ts";

/** A filter as text, and what it means. */
export interface ModelFilter {
  readonly text: string;
  readonly matches: (run: ModelRun) => boolean;
}

/** A term of an order as text, and the value that it looks at. */
export interface ModelOrder {
  readonly text: string;
  readonly descending: boolean;
  readonly value: (run: ModelRun) => string | number | undefined;
}

type Read<Value> = (run: ModelRun) => Value | undefined;

const NUMBER_TESTS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};
const TEXT_TESTS: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  LIKE: (a, b) => like(b, "").test(a),
  ILIKE: (a, b) => like(b, "i").test(a),
};

const metricFields: fc.Arbitrary<{ text: string; read: Read<number> }> = fc.oneof(
  fc.tuple(fc.constantFrom(...METRIC_KEYS, "unlogged"), fc.constantFrom(...AGGREGATES)).map(([key, name]) => ({
    text: name === "last" ? `metrics.\`${key}\`` : `metrics.\`${key}\`.${name}`,
    read: (run: ModelRun) => aggregate(run.metrics[key], name),
  })),
  // Two readings: "loss.min" is a metric of its own here, "acc.max" is not.
  fc.constant({ text: "metrics.loss.min", read: (run: ModelRun) => run.metrics["loss.min"]?.at(-1) }),
  fc.constant({ text: "metrics.acc.max", read: (run: ModelRun) => aggregate(run.metrics["acc"], "max") }),
);
const textFields: fc.Arbitrary<{ text: string; read: Read<string> }> = fc
  .tuple(fc.constantFrom("params" as const, "tags" as const), fc.constantFrom(...TEXT_KEYS, "unlogged"))
  .map(([table, key]) => ({ text: `${table}.\`${key}\``, read: (run) => run[table][key] }));
const timeFields: fc.Arbitrary<{ text: string; read: Read<number> }> = fc.constantFrom(
  { text: "start_time", read: (run: ModelRun) => run.start },
  { text: "attributes.end_time", read: (run: ModelRun) => run.end },
);
const nameFields: fc.Arbitrary<{ text: string; read: Read<string> }> = fc.constantFrom(
  { text: "run_name", read: (run: ModelRun) => run.name },
  { text: "status", read: (run: ModelRun) => run.status },
  { text: "attr.run_id", read: (run: ModelRun) => run.id },
);

const numberLiterals = fc.constantFrom(...METRIC_VALUES.filter(Number.isFinite), 1, -0.25, 1.5, 1e19, -1e19);
const textLiterals = fc.constantFrom(
  ...TEXTS.filter((text) => !text.includes("'")),
  "%",
  "a%",
  "_",
  "%B%",
  "run 1",
  "run%",
  ...STATUSES,
);

const comparisons: fc.Arbitrary<ModelFilter> = fc.oneof(
  numberComparisons(metricFields, numberLiterals),
  numberComparisons(timeFields, numberLiterals),
  textComparisons(textFields),
  textComparisons(nameFields),
  fc
    .tuple(fc.constantFrom("name" as const, "context" as const), fc.constantFrom("iris", "wine", "train", "eval", "x"))
    .map(([name, value]) => ({
      text: `datasets.${name} = '${value}'`,
      matches: (run: ModelRun) => run.datasets.some((dataset) => dataset[name] === value),
    })),
);

/** Random filters of every kind of field and operator. */
export const filters: fc.Arbitrary<ModelFilter> = fc.letrec<{ node: ModelFilter }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    comparisons,
    fc.tuple(tie("node"), tie("node")).map(([a, b]) => ({
      text: `(${a.text}) AND (${b.text})`,
      matches: (run: ModelRun) => a.matches(run) && b.matches(run),
    })),
    fc.tuple(tie("node"), tie("node")).map(([a, b]) => ({
      text: `(${a.text}) OR (${b.text})`,
      matches: (run: ModelRun) => a.matches(run) || b.matches(run),
    })),
    tie("node").map((a) => ({ text: `NOT (${a.text})`, matches: (run: ModelRun) => !a.matches(run) })),
  ),
})).node;

/** Random orders. */
export const orders: fc.Arbitrary<ModelOrder[]> = fc.uniqueArray(
  fc
    .tuple(
      fc.oneof<fc.Arbitrary<{ text: string; read: Read<string | number> }>[]>(
        metricFields,
        textFields,
        timeFields,
        nameFields,
      ),
      fc.boolean(),
    )
    .map(([{ text, read }, descending]) => ({
      text: `${text} ${descending ? "DESC" : "ASC"}`,
      descending,
      value: read,
    })),
  { maxLength: 3, selector: ({ text }) => text.replace(/ (?:A|DE)SC$/, "") },
);

/** The runs that a search finds, in its order. */
export function expected(
  runs: readonly ModelRun[],
  filter: ModelFilter | undefined,
  order: readonly ModelOrder[],
): ModelRun[] {
  const found = runs.filter((run) => filter?.matches(run) ?? true);
  return found.sort((a, b) => {
    for (const { value, descending } of order) {
      const byTerm = compareCells(value(a), value(b), descending);
      if (byTerm !== 0) return byTerm;
    }
    return b.start - a.start || compareTexts(a.id, b.id);
  });
}

function numberComparisons(
  fields: fc.Arbitrary<{ text: string; read: Read<number> }>,
  literals: fc.Arbitrary<number>,
): fc.Arbitrary<ModelFilter> {
  return fc.oneof(
    fc
      .tuple(fields, fc.constantFrom(...Object.entries(NUMBER_TESTS)), literals)
      .map(([field, [op, test], literal]) => ({
        text: `${field.text} ${op} ${numberText(literal)}`,
        matches: (run: ModelRun) => isThere(field.read(run), (value) => test(value, literal)),
      })),
    fc
      .tuple(fields, fc.boolean(), fc.array(fc.constantFrom<number[]>(-1.5, 0, 2, 4), { minLength: 1, maxLength: 3 }))
      .map(([field, not, list]) => ({
        text: `${field.text} ${not ? "NOT IN" : "IN"} (${list.map(numberText).join(", ")})`,
        matches: (run: ModelRun) => isThere(field.read(run), (value) => list.includes(value) !== not),
      })),
    nullTests(fields),
  );
}

function textComparisons(fields: fc.Arbitrary<{ text: string; read: Read<string> }>): fc.Arbitrary<ModelFilter> {
  return fc.oneof(
    fc
      .tuple(fields, fc.constantFrom(...Object.entries(TEXT_TESTS)), textLiterals)
      .map(([field, [op, test], literal]) => ({
        text: `${field.text} ${op} '${literal}'`,
        matches: (run: ModelRun) => isThere(field.read(run), (value) => test(value, literal)),
      })),
    fc
      .tuple(fields, fc.boolean(), fc.array(textLiterals, { minLength: 1, maxLength: 3 }))
      .map(([field, not, list]) => ({
        text: `${field.text} ${not ? "NOT IN" : "IN"} (${list.map((text) => `'${text}'`).join(", ")})`,
        matches: (run: ModelRun) => isThere(field.read(run), (value) => list.includes(value) !== not),
      })),
    nullTests(fields),
  );
}

function nullTests(fields: fc.Arbitrary<{ text: string; read: Read<unknown> }>): fc.Arbitrary<ModelFilter> {
  return fc.tuple(fields, fc.boolean()).map(([field, not]) => ({
    text: `${field.text} IS ${not ? "NOT " : ""}NULL`,
    matches: (run) => (field.read(run) === undefined) !== not,
  }));
}

function isThere<Value>(value: Value | undefined, test: (value: Value) => boolean): boolean {
  return value !== undefined && test(value);
}

function numberText(value: number): string {
  return Number.isInteger(value) ? String(BigInt(value)) : String(value);
}

function like(pattern: string, flags: string): RegExp {
  const body = pattern.replace(/[\s\S]/gu, (character) => {
    if (character === "%") return "[\\s\\S]*";
    return character === "_" ? "[\\s\\S]" : character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  });
  return new RegExp(`^${body}$`, `u${flags}`);
}

/** Values by size, then NaN, then nothing, in either direction. */
function compareCells(a: string | number | undefined, b: string | number | undefined, descending: boolean): number {
  const byRank = rank(a) - rank(b);
  if (byRank !== 0 || rank(a) > 0) return byRank;
  const order = typeof a === "string" && typeof b === "string" ? compareTexts(a, b) : Number(a) - Number(b) || 0;
  return descending ? -order : order;
}

function rank(value: string | number | undefined): number {
  if (value === undefined) return 2;
  return Number.isNaN(value) ? 1 : 0;
}

function compareTexts(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
