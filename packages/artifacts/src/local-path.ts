import { fileURLToPath } from "node:url";
import { invalidParameter } from "@millrace/contract";

/** A scheme has two characters or more: a single one is a drive letter. */
const SCHEME = /^([a-z][a-z0-9+.-]+):/i;

/** The scheme of a URI in lower case; undefined for a local path. */
export function schemeOf(uri: string): string | undefined {
  return SCHEME.exec(uri)?.[1]?.toLowerCase();
}

/**
 * The folder that a local path or a `file:` URI names; undefined for every other URI.
 * @throws {MillraceError} INVALID_PARAMETER_VALUE for a `file:` URI that names another host or can't be a path
 */
export function localPath(uri: string): string | undefined {
  const scheme = schemeOf(uri);
  if (scheme === undefined) return uri;
  if (scheme !== "file") return undefined;
  if (!/^file:\/(?!\/)|^file:\/\/(?:localhost)?\//i.test(uri) || /[?#]/.test(uri)) {
    throw invalidParameter(`"${uri}" names no folder of this machine: write it as file:///folder.`);
  }
  try {
    return fileURLToPath(uri);
  } catch {
    throw invalidParameter(`"${uri}" is not a valid file: URI.`);
  }
}
