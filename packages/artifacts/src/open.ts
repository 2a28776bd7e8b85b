import { join, resolve } from "node:path";
import { invalidParameter } from "@millrace/contract";
import type { ArtifactStore } from "./artifact-store.ts";
import { checked } from "./checked.ts";
import { localPath, schemeOf } from "./local-path.ts";
import type { ArtifactOptions } from "./options.ts";
import { checkArtifactPath, checkRoot } from "./path.ts";
import { SCHEMES } from "./schemes/index.ts";

const PROXIED = "mlflow-artifacts";

/**
 * Opens the store below a root URI: a local path, `file:`, `s3:`, `gs:`, `wasbs:`, `abfss:`, `http(s):`, or
 * `mlflow-artifacts:`, which stands below the options' destination. Asks nothing of a remote store yet.
 * @throws {MillraceError} INVALID_PARAMETER_VALUE for a URI of another kind or in a wrong form, and for a local path that
 *   is not in or below one of the folders that the options name; NOT_IMPLEMENTED when the npm package for the kind of
 *   store is not installed
 */
export async function openArtifactStore(uri: string, options: ArtifactOptions): Promise<ArtifactStore> {
  checkRoot(uri, "artifact root");
  const place = schemeOf(uri) === PROXIED ? destinationOf(uri, options) : uri;
  const scheme = schemeOf(place) ?? "file";
  const open = SCHEMES.get(scheme);
  if (!open) {
    throw invalidParameter(
      `No artifact store is known for "${uri}": it must be a local path or a URI that starts with ` +
        `${[...SCHEMES.keys(), PROXIED].map((name) => `${name}:`).join(", ")}.`,
    );
  }
  return checked(await open(place, options));
}

/** What a URI `mlflow-artifacts:/folder` or `mlflow-artifacts://host/folder` stands for on this server. */
function destinationOf(uri: string, { artifactsDestination }: ArtifactOptions): string {
  if (artifactsDestination === undefined || schemeOf(artifactsDestination) === PROXIED) {
    throw invalidParameter(
      `"${uri}" can't be used: this server has no destination for artifacts that it serves itself.`,
    );
  }
  const below = uri.slice(PROXIED.length + 1).replace(/^\/\/[^/]*/, "");
  const folder = checkArtifactPath(below.replace(/^\/+/, ""), "artifact root");
  const local = localPath(artifactsDestination);
  if (local !== undefined) return join(resolve(local), folder);
  const root = artifactsDestination.replace(/\/+$/, "");
  return folder === "" ? root : `${root}/${folder}`;
}
