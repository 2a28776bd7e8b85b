import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const PROXIED = /^mlflow-artifacts:(?:\/\/[^/]*)?\/*/i;
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/**
 * Every spelling of the root URI of some artifacts: the same folder can be a path, a `file:` URI, or a place below
 * `mlflow-artifacts:/`.
 * @param destination what `mlflow-artifacts:/` stands for
 */
export function spellings(uri: string, destination: string): string[] {
  const given = uri.replace(/\/+$/, "");
  if (given === "") return [];
  const below = PROXIED.test(given) ? given.replace(PROXIED, "") : undefined;
  const target = below === undefined ? given : join(destination, below);
  const found = new Set([given, target]);
  const local = localFolder(target);
  if (local !== undefined) {
    const href = pathToFileURL(local).href;
    for (const spelling of [local, href, href.replace("file://", "file:"), `file://${local}`, `file:${local}`]) {
      found.add(spelling);
    }
  }
  const proxied = proxiedPath(local ?? target, localFolder(destination) ?? destination);
  if (proxied !== undefined) found.add(`mlflow-artifacts:/${proxied}`);
  return [...found];
}

/**
 * Whether a root is a whole store: everything behind the proxy, a bucket, a file system. No item has such a place for
 * itself.
 */
export function isWholeStore(uri: string, destination: string): boolean {
  const given = uri.replace(/\/+$/, "");
  if (PROXIED.test(given)) return given.replace(PROXIED, "") === "";
  const local = localFolder(uri);
  if (local !== undefined) return local === path.parse(local).root || local === localFolder(destination);
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]*$/i.test(given) || given === destination.replace(/\/+$/, "");
}

/** The place of an experiment's artifacts when nothing else can be there: the one that the server itself gave it. */
export function isOwnPlace(location: string, experimentId: string): boolean {
  return PROXIED.test(location) && location.replace(PROXIED, "") === experimentId;
}

function join(root: string, below: string): string {
  return below === "" ? root : `${root.replace(/\/+$/, "")}/${below}`;
}

function localFolder(uri: string): string | undefined {
  try {
    if (/^file:/i.test(uri)) return path.resolve(fileURLToPath(uri));
  } catch {
    return undefined;
  }
  return SCHEME.test(uri) ? undefined : path.resolve(uri);
}

function proxiedPath(target: string, destination: string): string | undefined {
  const root = `${destination.replace(/\/+$/, "")}/`;
  return target.startsWith(root) ? target.slice(root.length) : undefined;
}
