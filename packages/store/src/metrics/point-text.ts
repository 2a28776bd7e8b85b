import { Buffer } from "node:buffer";
import { toWireDouble } from "@millrace/contract";
import { int64At, type Int64Column, type PointColumns } from "../series/points.ts";

/** Points that are made into one text. */
const POINTS = 500;

/** Room for the longest double and two integers of 64 bits. */
const NUMBERS = 72;

const ZERO = 48;
const MINUS = 45;
const TIMESTAMP = Buffer.from(',"timestamp":');
const STEP = Buffer.from(',"step":');

/**
 * The JSON objects of points, each followed by a comma, in texts of a few hundred points. `prefix` stands before the value
 * of each point, `suffix` before its closing brace. Bytes are joined rather than strings: of those each point would take
 * ten, and the garbage costs more than the work.
 */
export function* pointTexts(points: PointColumns, prefix: string, suffix: string): Generator<string> {
  const count = points.values.length;
  const before = Buffer.from(prefix);
  const after = Buffer.from(`${suffix}},`);
  const room = before.length + after.length + TIMESTAMP.length + STEP.length + NUMBERS;
  const bytes = Buffer.alloc(room * Math.min(count, POINTS));
  for (let start = 0; start < count; start += POINTS) {
    const end = Math.min(start + POINTS, count);
    let at = 0;
    for (let i = start; i < end; i++) {
      at = putBytes(bytes, at, before);
      at = putAscii(bytes, at, valueText(points.values[i] ?? Number.NaN));
      at = putBytes(bytes, at, TIMESTAMP);
      at = putInteger(bytes, at, points.timestamps, i);
      at = putBytes(bytes, at, STEP);
      at = putInteger(bytes, at, points.steps, i);
      at = putBytes(bytes, at, after);
    }
    yield bytes.toString("utf8", 0, at);
  }
}

function valueText(value: number): string {
  return Number.isFinite(value) ? String(value) : JSON.stringify(toWireDouble(value));
}

function putBytes(target: Uint8Array, at: number, bytes: Uint8Array): number {
  target.set(bytes, at);
  return at + bytes.length;
}

function putAscii(target: Uint8Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) target[at + i] = text.charCodeAt(i);
  return at + text.length;
}

function putInteger(target: Uint8Array, at: number, column: Int64Column, index: number): number {
  const value = int64At(column, index);
  if (typeof value === "bigint") return putAscii(target, at, String(value));
  if (value < 0) target[at] = MINUS;
  return putDigits(target, value < 0 ? at + 1 : at, Math.abs(value));
}

/** Writes a safe integer from its last digit to its first, and gives the place after it. */
function putDigits(target: Uint8Array, at: number, value: number): number {
  let end = at + 1;
  for (let power = 10; power <= value; power *= 10) end += 1;
  let rest = value;
  for (let place = end - 1; place >= at; place--) {
    const next = Math.floor(rest / 10);
    target[place] = ZERO + (rest - next * 10);
    rest = next;
  }
  return end;
}
