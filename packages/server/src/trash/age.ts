import { parseDuration } from "@millrace/contract";

/**
 * The time at which something was deleted that has been so for a length of time such as `30d`; now without one.
 * @throws MillraceError INVALID_PARAMETER_VALUE for text that is no length of time
 */
export function deletedBefore(olderThan: string | undefined, path: string): number {
  const age = olderThan === undefined || olderThan === "" ? 0 : parseDuration(olderThan, path);
  return Math.max(0, Math.floor(Date.now() - age));
}
