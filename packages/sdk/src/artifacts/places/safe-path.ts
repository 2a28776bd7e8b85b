import { invalidParameter } from "@millrace/contract";

/** Deeper than any folder that somebody made: a listing that goes on is a trap. */
const MOST_NAMES = 200;

/**
 * Refuses a path that a server or storage gave when joining it to a folder could lead out of it, on any system.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkGivenPath(path: string, uri: string): void {
  const names = path.split("/");
  if (names.length <= MOST_NAMES && names.every(isSafeName)) return;
  const shown = path.length > 100 ? `${path.slice(0, 100)}…` : path;
  throw invalidParameter(`${uri} lists ${JSON.stringify(shown)}, which can't be the path of a file in it.`);
}

function isSafeName(name: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for.
  return name !== "" && name !== "." && name !== ".." && !/[\\\u0000-\u001f\u007f]/.test(name) && !isDrive(name);
}

/** On Windows `c:x` is a file on another disk, and `x:y` a hidden part of the file x. */
function isDrive(name: string): boolean {
  return process.platform === "win32" && name.includes(":");
}
