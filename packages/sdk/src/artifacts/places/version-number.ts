import { doesNotExist, isVersionName, stageOf, VERSION_NAME_TAG, type VersionSelector } from "@millrace/contract";
import type { Client } from "../../client/index.ts";

const NUMBER_WITH_V = /^v(\d+)$/i;

/**
 * The number of the version of a registered model that is meant. MLflow's server reads fewer ways to say it than there
 * are, so they are resolved here.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST
 */
export async function versionNumber(client: Client, name: string, selector: VersionSelector): Promise<string> {
  const found = await find(client, name, selector);
  if (found !== undefined) return found;
  const meant = "label" in selector ? `'${selector.label}'` : "'latest'";
  throw doesNotExist(`The registered model '${name}' has no version ${meant}.`);
}

async function find(client: Client, name: string, selector: VersionSelector): Promise<string | undefined> {
  switch (selector.by) {
    case "number":
      return String(selector.version);
    case "latest":
      return newestVersion(client, name);
    case "alias": {
      const { alias } = selector;
      return (await client.registeredModels.getByAlias({ name, alias })).model_version.version;
    }
    case "label":
      return stageOf(selector.label) === undefined
        ? named(client, name, selector.label)
        : inStage(client, name, selector.label);
  }
}

/** The number of the newest version of a registered model; undefined when it has none. */
export async function newestVersion(client: Client, name: string): Promise<string | undefined> {
  const { registered_model: model } = await client.registeredModels.get({ name });
  const numbers = (model.latest_versions ?? []).map(({ version }) => Number(version));
  return numbers.length === 0 ? undefined : String(Math.max(...numbers));
}

async function inStage(client: Client, name: string, stage: string): Promise<string | undefined> {
  const { model_versions: found = [] } = await client.registeredModels.getLatestVersions({ name, stages: [stage] });
  return found[0]?.version;
}

/** The version of that name; where none is called so, `v3` is the version 3. */
async function named(client: Client, name: string, label: string): Promise<string | undefined> {
  if (!isVersionName(label)) return undefined;
  const quoted = name.includes("'") ? `"${name}"` : `'${name}'`;
  const filter = `name = ${quoted} AND tags.\`${VERSION_NAME_TAG}\` = '${label}'`;
  const { model_versions: found = [] } = await client.modelVersions.search({ filter, max_results: 1 });
  return found[0]?.version ?? NUMBER_WITH_V.exec(label)?.[1];
}
