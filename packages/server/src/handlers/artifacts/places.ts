import { type ArtifactStore, checkArtifactPath } from "@millrace/artifacts";
import { invalidParameter, Raw, showValue } from "@millrace/contract";
import type { Context } from "../../context.ts";
import { runIdOf } from "../run-id.ts";

/** A store whose root is that of a run or a model. */
export interface ArtifactPlace {
  readonly uri: string;
  readonly store: ArtifactStore;
}

/** The store behind the artifact proxy. */
export function proxyStore({ artifacts, config }: Context): Promise<ArtifactStore> {
  return artifacts.open(config.artifactsDestination);
}

/**
 * The artifacts of a run, active or deleted.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST, and INVALID_PARAMETER_VALUE for a place that the server may not open.
 */
export async function runPlace(
  request: { readonly run_id?: string; readonly run_uuid?: string },
  { store, artifacts }: Context,
): Promise<ArtifactPlace> {
  const { uri } = await store.runs.artifacts(runIdOf(request));
  return { uri, store: await artifacts.open(uri) };
}

/** The artifacts of a logged model. Throws as `runPlace`. */
export async function modelPlace(modelId: string, { store, artifacts }: Context): Promise<ArtifactPlace> {
  const { artifact_uri: uri } = await store.loggedModels.info(modelId);
  return { uri, store: await artifacts.open(uri) };
}

/**
 * The path of a file to be written, which has to name one.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkFilePath(path: string, field: string): string {
  const checked = checkArtifactPath(path, field);
  if (checked !== "" && !path.endsWith("/")) return checked;
  throw invalidParameter(`Parameter '${field}' is ${showValue(path)}; end it with the name of a file.`);
}

/** The answer to an upload, which has no body. */
export const NOTHING = new Raw("text/plain", "");
