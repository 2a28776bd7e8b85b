import { LIMITS } from "@millrace/contract";
import { pages } from "../client/index.ts";
import { type RegisteredModel, toRegisteredModel } from "./entities/registry.ts";
import { Listing } from "./listing.ts";
import { pairsOf, present } from "./present.ts";
import { getClient } from "./tracking.ts";
import { numberOf } from "./version-selector.ts";

const PAGE = 100;

/** How a registered model is made. */
export interface NewRegisteredModel {
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Which registered models or versions are searched for. */
export interface RegistrySearch {
  /** In MLflow's search language, such as `name LIKE 'iris%'`. */
  readonly filter?: string;
  /** Such as `name ASC`. */
  readonly orderBy?: readonly string[];
  /** How many are given at most. Default: all. */
  readonly maxResults?: number;
}

/**
 * Makes a registered model, which has no versions yet.
 * @throws MillraceError RESOURCE_ALREADY_EXISTS
 */
export async function createRegisteredModel(name: string, options: NewRegisteredModel = {}): Promise<RegisteredModel> {
  const { description, tags } = options;
  const request = present({ name, description, tags: tags === undefined ? undefined : pairsOf(tags) });
  return toRegisteredModel((await getClient().registeredModels.create(request)).registered_model);
}

/**
 * Reads a registered model.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST
 */
export async function getRegisteredModel(name: string): Promise<RegisteredModel> {
  return toRegisteredModel((await getClient().registeredModels.get({ name })).registered_model);
}

/** Searches registered models. */
export function searchRegisteredModels(search: RegistrySearch = {}): Listing<RegisteredModel> {
  const { filter, orderBy, maxResults } = search;
  const client = getClient();
  const request = present({
    filter,
    order_by: orderBy && [...orderBy],
    max_results: Math.min(maxResults ?? PAGE, PAGE, LIMITS.searchRegisteredModels),
  });
  return new Listing(async function* () {
    for await (const page of pages(client.registeredModels.search, request)) {
      yield (page.registered_models ?? []).map(toRegisteredModel);
    }
  }, maxResults);
}

/** Sets the description of a registered model; "" clears it. */
export async function updateRegisteredModel(name: string, change: { description: string }): Promise<RegisteredModel> {
  const { description } = change;
  return toRegisteredModel((await getClient().registeredModels.update({ name, description })).registered_model);
}

/** Renames a registered model; versions, tags and aliases stay with it. */
export async function renameRegisteredModel(name: string, newName: string): Promise<RegisteredModel> {
  return toRegisteredModel((await getClient().registeredModels.rename({ name, new_name: newName })).registered_model);
}

/** Deletes a registered model with all its versions for good. */
export async function deleteRegisteredModel(name: string): Promise<void> {
  await getClient().registeredModels.delete({ name });
}

/** Sets a tag of a registered model. */
export async function setRegisteredModelTag(name: string, key: string, value: string): Promise<void> {
  await getClient().registeredModels.setTag({ name, key, value });
}

/** Removes a tag of a registered model, if it is there. */
export async function deleteRegisteredModelTag(name: string, key: string): Promise<void> {
  await getClient().registeredModels.deleteTag({ name, key });
}

/**
 * Points an alias such as `champion` at a version, wherever it pointed before: `models:/<name>@<alias>` is that version.
 * @param version its number, its own name such as `v1`, a stage, or `latest`
 */
export async function setRegisteredModelAlias(name: string, alias: string, version: string | number): Promise<void> {
  await getClient().registeredModels.setAlias({ name, alias, version: await numberOf(name, version) });
}

/** Removes an alias, if it is there. */
export async function deleteRegisteredModelAlias(name: string, alias: string): Promise<void> {
  await getClient().registeredModels.deleteAlias({ name, alias });
}
