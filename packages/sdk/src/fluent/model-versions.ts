import { LIMITS } from "@millrace/contract";
import { pages } from "../client/index.ts";
import { type ModelVersion, toModelVersion } from "./entities/registry.ts";
import { Listing } from "./listing.ts";
import { present } from "./present.ts";
import type { RegistrySearch } from "./registered-models.ts";
import { getClient } from "./tracking.ts";
import { numberOf } from "./version-selector.ts";

const PAGE = 1000;

/** The stages of a version, as MLflow names them. */
export type ModelStage = "None" | "Staging" | "Production" | "Archived";

/** Which version is meant: its number, its own name such as `v1`, a stage for the newest in it, or `latest`. */
export type VersionReference = string | number;

/**
 * Reads a version.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST
 */
export async function getModelVersion(name: string, version: VersionReference): Promise<ModelVersion> {
  const request = { name, version: await numberOf(name, version) };
  return toModelVersion((await getClient().modelVersions.get(request)).model_version);
}

/**
 * Reads the version that an alias points to.
 * @throws MillraceError when the model has no such alias
 */
export async function getModelVersionByAlias(name: string, alias: string): Promise<ModelVersion> {
  return toModelVersion((await getClient().registeredModels.getByAlias({ name, alias })).model_version);
}

/**
 * Reads the newest version of each stage.
 * @param stages default: all
 */
export async function getLatestVersions(name: string, stages: readonly ModelStage[] = []): Promise<ModelVersion[]> {
  const found = await getClient().registeredModels.getLatestVersions({ name, stages: [...stages] });
  return (found.model_versions ?? []).map(toModelVersion);
}

/** Searches the versions of all registered models. */
export function searchModelVersions(search: RegistrySearch = {}): Listing<ModelVersion> {
  const { filter, orderBy, maxResults } = search;
  const client = getClient();
  const request = present({
    filter,
    order_by: orderBy && [...orderBy],
    max_results: Math.min(maxResults ?? PAGE, PAGE, LIMITS.searchModelVersions),
  });
  return new Listing(async function* () {
    for await (const page of pages(client.modelVersions.search, request)) {
      yield (page.model_versions ?? []).map(toModelVersion);
    }
  }, maxResults);
}

/** Sets the description of a version; "" clears it. */
export async function updateModelVersion(
  name: string,
  version: VersionReference,
  change: { description: string },
): Promise<ModelVersion> {
  const request = { name, version: await numberOf(name, version), description: change.description };
  return toModelVersion((await getClient().modelVersions.update(request)).model_version);
}

/** Deletes a version and the aliases that point to it; its number is not given again. */
export async function deleteModelVersion(name: string, version: VersionReference): Promise<void> {
  await getClient().modelVersions.delete({ name, version: await numberOf(name, version) });
}

/**
 * Moves a version to a stage.
 * @param options whether the other versions of that stage go to the archive
 */
export async function transitionModelVersionStage(
  name: string,
  version: VersionReference,
  stage: ModelStage,
  options: { readonly archiveExistingVersions?: boolean } = {},
): Promise<ModelVersion> {
  const { archiveExistingVersions = false } = options;
  const moved = await getClient().modelVersions.transitionStage({
    name,
    version: await numberOf(name, version),
    stage,
    archive_existing_versions: archiveExistingVersions,
  });
  return toModelVersion(moved.model_version);
}

/** Sets a tag of a version. */
export async function setModelVersionTag(
  name: string,
  version: VersionReference,
  key: string,
  value: string,
): Promise<void> {
  await getClient().modelVersions.setTag({ name, version: await numberOf(name, version), key, value });
}

/** Removes a tag of a version, if it is there. */
export async function deleteModelVersionTag(name: string, version: VersionReference, key: string): Promise<void> {
  await getClient().modelVersions.deleteTag({ name, version: await numberOf(name, version), key });
}
