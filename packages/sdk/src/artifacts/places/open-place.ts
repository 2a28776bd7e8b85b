import type { ArtifactOptions } from "@millrace/artifacts";
import { invalidParameter } from "@millrace/contract";
import { type Client, createClient } from "../../client/index.ts";
import { LocalPlace } from "./local-place.ts";
import type { ArtifactPlace } from "./place.ts";
import { ProxiedPlace } from "./proxied-place.ts";
import { StoredPlace } from "./stored-place.ts";

/** How stores in clouds are reached; what is left out, their own libraries find as they always do. */
export type StorageSettings = Pick<ArtifactOptions, "s3" | "gcs" | "azure" | "http">;

const PROXIED = /^mlflow-artifacts:(?:\/\/([^/?#@]*))?(\/(?!\/)[^?#]*)?$/i;

/**
 * Opens the place that a URI names: `mlflow-artifacts:` is reached through the tracking server, a path or `file:` is a
 * folder of this machine, and every other scheme is a cloud's store, whose client library is loaded on first use.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a URI of another kind, NOT_IMPLEMENTED when the cloud's npm package
 *   is not installed
 */
export async function openPlace(client: Client, uri: string, storage: StorageSettings = {}): Promise<ArtifactPlace> {
  const { localPath, openArtifactStore } = await import("@millrace/artifacts");
  if (/^mlflow-artifacts:/i.test(uri)) return openProxied(client, uri);
  const folder = localPath(uri);
  if (folder === undefined) return new StoredPlace(uri, await openArtifactStore(uri, { ...storage, localRoots: [] }));
  return new LocalPlace(uri, await openArtifactStore(uri, { localRoots: [uri] }), folder);
}

async function openProxied(client: Client, uri: string): Promise<ArtifactPlace> {
  const [, host = "", path = ""] = PROXIED.exec(uri) ?? [];
  if (path === "") throw invalidParameter(`"${uri}" names no place of an artifact proxy.`);
  const { checkArtifactPath } = await import("@millrace/artifacts");
  const folder = checkArtifactPath(path.replace(/^\/+/, ""), "artifact URI");
  const own = new URL(client.uri);
  if (host === "" || host.toLowerCase() === own.host) return new ProxiedPlace(uri, client, folder);
  // Another server gets none of the credentials that this one was given.
  return new ProxiedPlace(uri, createClient({ uri: `${own.protocol}//${host}` }), folder);
}
