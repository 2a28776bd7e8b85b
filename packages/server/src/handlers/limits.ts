import { type Int64, invalidParameter } from "@millrace/contract";

/**
 * The page size that a request asks for.
 * @throws MillraceError INVALID_PARAMETER_VALUE when it is not from 1 to `most`.
 */
export function pageSize(given: Int64 | undefined, otherwise: number, most: number): number {
  const size = Number(given ?? otherwise);
  if (size >= 1 && size <= most) return size;
  throw invalidParameter(`Parameter 'max_results' has the value ${size}; expected an integer from 1 to ${most}.`);
}

/**
 * A list that must hold something, but not too much.
 * @throws MillraceError INVALID_PARAMETER_VALUE otherwise.
 */
export function boundedList(given: readonly string[] | undefined, most: number, name: string): readonly string[] {
  if (given === undefined || given.length === 0) {
    throw invalidParameter(`Parameter '${name}' is missing or empty; give it at least one value.`);
  }
  if (given.length <= most) return given;
  throw invalidParameter(`Parameter '${name}' has ${given.length} values; at most ${most} are allowed.`);
}

/**
 * The number of a line of a log, 0 unless it is given.
 * @throws MillraceError INVALID_PARAMETER_VALUE when it is below zero.
 */
export function lineNumber(given: Int64 | undefined): number {
  const offset = Math.min(Number(given ?? 0), Number.MAX_SAFE_INTEGER);
  if (offset >= 0) return offset;
  throw invalidParameter(`Parameter 'offset' has the value ${offset}; expected 0 or more.`);
}
