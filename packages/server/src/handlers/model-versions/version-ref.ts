import { checkModelName, parseVersionNumber } from "@millrace/contract";
import type { VersionRef } from "@millrace/store";

/**
 * The version that a request names.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a name or number that can't be one.
 */
export function versionRef({ name, version }: { readonly name: string; readonly version: string }): VersionRef {
  checkModelName(name, "name");
  return { name, version: parseVersionNumber(version, "version") };
}
