import { checkArtifactPath, localPath } from "@millrace/artifacts";

/** A folder, named by a root that it lies in. */
export interface FolderIn {
  readonly root: string;
  /** From the root; "" is the root itself. */
  readonly folder: string;
}

/**
 * The first of several roots that a folder lies in.
 * @param uri a path or URI, as are the roots
 * @throws MillraceError INVALID_PARAMETER_VALUE when the way from the root could lead elsewhere
 */
export function folderIn(uri: string, roots: readonly string[]): FolderIn | undefined {
  const place = placeOf(uri);
  const root = roots.find((one) => place === placeOf(one) || place.startsWith(`${placeOf(one)}/`));
  return root === undefined
    ? undefined
    : { root, folder: checkArtifactPath(place.slice(placeOf(root).length + 1), "source") };
}

/** A path or URI in a form that can be compared: without slashes at its end and without a query. */
function placeOf(uri: string): string {
  const local = localPath(uri);
  const place = local ?? uri.replace(/^[^:]*:/, (scheme) => scheme.toLowerCase()).replace(/\?.*$/s, "");
  return place.replace(/\/+$/, "");
}
