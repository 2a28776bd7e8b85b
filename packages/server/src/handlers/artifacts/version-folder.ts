import type { ArtifactStore } from "@millrace/artifacts";
import { isModelUri, MillraceError, type ResolvedModel, showValue } from "@millrace/contract";
import type { Context } from "../../context.ts";
import { folderIn } from "./inside.ts";

/**
 * The files of a model version. Whatever its source says, they are read from the artifacts of its run or logged model
 * alone, or from where the operator allows it.
 * @param version a number, stage or name; "" for the newest
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST; PERMISSION_DENIED for files elsewhere
 */
export async function versionFolder(
  name: string,
  version: string,
  context: Context,
): Promise<{ readonly store: ArtifactStore; readonly folder: string }> {
  const { store, artifacts, config } = context;
  const found = await store.registry.resolve(`models:/${name}${version === "" ? "" : `/${version}`}`);
  const place = folderIn(found.artifact_uri, [...(await rootsOf(found, context)), ...config.allowedArtifactRoots]);
  if (place !== undefined) return { store: await artifacts.open(place.root), folder: place.folder };
  throw new MillraceError(
    "PERMISSION_DENIED",
    `The files of version ${found.version} of ${showValue(name)} are not among the artifacts of its run or logged model: ` +
      `the operator can allow the server to read ${showValue(found.artifact_uri)} with --allowed-artifact-roots.`,
  );
}

/** Where the version's run and logged model have their artifacts. */
async function rootsOf(
  { name = "", version, run_id: runId = "", model_id: modelId = "" }: ResolvedModel,
  { store }: Context,
): Promise<string[]> {
  const own = await store.registry.artifactRoots({ runId, modelId });
  const source = await store.modelVersions.downloadUri({ name, version: Number(version) });
  if (runId === "" || !isModelUri(source)) return own;
  // `runs:/<run>/<name>` means the logged model of that name, if the run has one.
  const meant = await store.registry.resolve(source);
  if (meant.run_id !== runId || meant.model_id === undefined) return own;
  return [...own, ...(await store.registry.artifactRoots({ runId: "", modelId: meant.model_id }))];
}
