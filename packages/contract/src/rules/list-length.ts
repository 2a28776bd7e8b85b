import { invalidParameter } from "../errors.ts";

/**
 * Checks how many items a list of a request has.
 * @throws MillraceError INVALID_PARAMETER_VALUE when it has more than `limit`.
 */
export function checkListLength(list: readonly unknown[], limit: number, path: string): void {
  if (list.length <= limit) return;
  throw invalidParameter(
    `Parameter '${path}' has ${list.length} items; at most ${limit} are allowed. Split it into several requests.`,
  );
}
