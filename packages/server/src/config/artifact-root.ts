import path from "node:path";

const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/** An artifact location with a relative path made absolute; URIs and absolute paths stay as they are. */
export function absoluteLocation(location: string): string {
  if (SCHEME.test(location)) return location;
  return path.isAbsolute(location) ? location : path.resolve(location);
}
