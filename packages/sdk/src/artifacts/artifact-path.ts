import { invalidParameter } from "@millrace/contract";

/**
 * Checks the path of an artifact as a caller gives it: relative to the place, with `/` between names.
 * @returns it without slashes at its end; "" for the whole place
 * @throws MillraceError INVALID_PARAMETER_VALUE for a path that is absolute or could lead elsewhere
 */
export async function anyPath(path: string): Promise<string> {
  const { checkArtifactPath } = await import("@millrace/artifacts");
  return checkArtifactPath(path, "path");
}

/**
 * As `anyPath`, and it must name a file.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export async function filePath(path: string): Promise<string> {
  const checked = await anyPath(path);
  if (checked !== "") return checked;
  throw invalidParameter('The path of the artifact is empty; give it one such as "plots/roc.svg".');
}
