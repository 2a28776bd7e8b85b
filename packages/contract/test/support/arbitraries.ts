import fc from "fast-check";
import type { Schema } from "@millrace/contract";

const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/** Text as every database keeps it. */
export const storableText: fc.Arbitrary<string> = fc
  .string({ unit: "binary" })
  .map((text) => text.toWellFormed().replaceAll("\0", ""));

/** JSON texts of requests in the strict form, with the value that each stands for. */
export function strictValue(schema: Schema): fc.Arbitrary<unknown> {
  switch (schema.kind) {
    case "text":
      return schema.filled ? storableText.filter((text) => text !== "") : storableText;
    case "integer":
      return schema.high === INT64.max
        ? fc.oneof(fc.maxSafeInteger(), fc.bigInt(INT64).map(inOneForm))
        : fc.integer({ min: Number(schema.low), max: Number(schema.high) });
    case "double":
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    case "bool":
      return fc.boolean();
    case "named":
      return fc.constantFrom(...Object.keys(schema.numbers));
    case "list":
      return fc.array(strictValue(schema.item), { maxLength: 4 });
    case "message": {
      const fields = Object.entries(schema.fields);
      const required = fields.filter(([, field]) => !field.optional).map(([name]) => name);
      const values = Object.fromEntries(fields.map(([name, field]) => [name, strictValue(field)]));
      return fc.record(values, { requiredKeys: required, noNullPrototype: true });
    }
    case "answer":
    case "raw":
    case "download":
    case "upload":
      throw new TypeError(`No requests with values of the kind ${schema.kind}.`);
  }
}

function inOneForm(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** JSON values that have the names of a schema's fields but anything at all in them. */
export function hostileValue(schema: Schema): fc.Arbitrary<unknown> {
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.bigInt(),
    fc.constantFrom<unknown>("NaN", "-Infinity", "", null, -0, 1.5, 2 ** 53, 1e308, [[]], { value: {} }),
    fc.string({ unit: "binary" }),
  );
  if (schema.kind === "list") return fc.oneof(fc.array(hostileValue(schema.item), { maxLength: 4 }), anything);
  if (schema.kind !== "message") return fc.oneof(strictValue(schema), anything);
  const names = Object.entries(schema.fields).flatMap(([name, field]) => {
    const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return [...new Set([name, camel])].map((spelling) => [spelling, hostileValue(field)] as const);
  });
  const message = fc.record(Object.fromEntries(names), { requiredKeys: [], noNullPrototype: true });
  return fc.oneof({ weight: 5, arbitrary: message }, { weight: 1, arbitrary: anything });
}
