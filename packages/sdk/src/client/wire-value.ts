import type { Schema } from "@millrace/contract";

type Writer = (value: unknown) => unknown;

const writers = new WeakMap<Schema, { readonly write: Writer | undefined }>();

/** A request's value in its JSON form: doubles that are not finite as "NaN", "Infinity" and "-Infinity". */
export function wireValue(schema: Schema, value: unknown): unknown {
  return writerOf(schema)?.(value) ?? value;
}

/** Writes the values of a schema; undefined when they stay as they are. Built once. */
function writerOf(schema: Schema): Writer | undefined {
  let known = writers.get(schema);
  if (known === undefined) {
    known = { write: buildWriter(schema) };
    writers.set(schema, known);
  }
  return known.write;
}

function buildWriter(schema: Schema): Writer | undefined {
  switch (schema.kind) {
    case "double":
      return (value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
    case "list": {
      const write = writerOf(schema.item);
      return write && ((value) => (Array.isArray(value) ? value.map(write) : value));
    }
    case "message":
      return messageWriter(Object.entries(schema.fields));
    default:
      return undefined;
  }
}

function messageWriter(fields: readonly (readonly [name: string, field: Schema])[]): Writer | undefined {
  const changed = fields.flatMap(([name, field]) => {
    const write = writerOf(field);
    return write === undefined ? [] : [{ name, write }];
  });
  if (changed.length === 0) return undefined;
  return (value) => {
    if (typeof value !== "object" || value === null) return value;
    const result: Record<string, unknown> = { ...value };
    for (const { name, write } of changed) if (name in result) result[name] = write(result[name]);
    return result;
  };
}
