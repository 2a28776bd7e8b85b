/** A field of a protobuf message: its number, the whole of it, and its content when it has a length. */
export interface Field {
  readonly number: number;
  readonly whole: Uint8Array;
  /** Of a field that is a text, bytes or a message. */
  readonly content: Uint8Array;
  /** Of a field that is a varint. */
  readonly value: bigint;
}

const NOTHING = new Uint8Array();
const FIXED: Readonly<Record<number, number>> = { 1: 8, 5: 4 };
const DELIMITED = 2;

/**
 * The fields of a protobuf message in their order.
 * @throws RangeError for what is no such message
 */
export function fieldsOf(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  while (at < message.length) {
    const start = at;
    const [tag, afterTag] = readVarint(message, at);
    const wire = Number(tag & 7n);
    const fixed = FIXED[wire];
    let value = 0n;
    let content: Uint8Array = NOTHING;
    if (fixed !== undefined) at = afterTag + fixed;
    else {
      if (wire !== 0 && wire !== DELIMITED) throw new RangeError("This is no protobuf message.");
      [value, at] = readVarint(message, afterTag);
      if (wire === DELIMITED) {
        const end = at + Number(value);
        content = message.subarray(at, end);
        at = end;
      }
    }
    if (at > message.length) throw new RangeError("The protobuf message ends too early.");
    fields.push({ number: Number(tag >> 3n), whole: message.subarray(start, at), content, value });
  }
  return fields;
}

function readVarint(message: Uint8Array, from: number): [value: bigint, after: number] {
  let value = 0n;
  for (let at = from; at < from + 10; at += 1) {
    const byte = message[at];
    if (byte === undefined) break;
    value |= BigInt(byte & 0x7f) << BigInt((at - from) * 7);
    if (byte < 0x80) return [value, at + 1];
  }
  throw new RangeError("The protobuf message has a number without an end.");
}

/** Many integers in one field. */
export function packedVarints(content: Uint8Array): bigint[] {
  const values: bigint[] = [];
  for (let at = 0; at < content.length;) {
    const [value, after] = readVarint(content, at);
    values.push(value);
    at = after;
  }
  return values;
}

/** A field that is a text, bytes or a message. */
export function delimited(number: number, content: Uint8Array): Uint8Array {
  return Buffer.concat([varint((number << 3) | DELIMITED), varint(content.length), content]);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Uint8Array.from([...bytes, rest]);
}
