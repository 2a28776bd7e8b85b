const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
const INFINITE = /^\s*([+-]?)inf(?:inity)?\s*$/i;
const INTEGER = /^\s*[+-]?\d+\s*$/;

/** A number of a CSV text; undefined when it is none. */
export function csvNumber(text: string): number | undefined {
  if (NUMBER.test(text)) return Number(text);
  const infinite = INFINITE.exec(text);
  if (infinite === null) return undefined;
  return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** An integer of a CSV text; undefined when it is none. */
export function csvInteger(text: string): bigint | undefined {
  return INTEGER.test(text) ? BigInt(text.trim().replace(/^\+/, "")) : undefined;
}
