import { doesNotExist } from "@millrace/contract";
import type { Client } from "../../client/index.ts";
import { openPlace, type StorageSettings } from "./open-place.ts";
import type { ArtifactPlace } from "./place.ts";

/** How many runs' places are remembered; the one unused for the longest makes room. */
const MOST_REMEMBERED = 500;

const remembered = new WeakMap<Client, Map<string, Promise<ArtifactPlace>>>();

/**
 * Opens the artifacts of a run. Where they are never changes, so the server is asked once.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST for a run that is not there, and as `openPlace` does
 */
export async function runPlace(client: Client, runId: string, storage?: StorageSettings): Promise<ArtifactPlace> {
  const places = remembered.get(client) ?? new Map<string, Promise<ArtifactPlace>>();
  remembered.set(client, places);
  const place = places.get(runId) ?? askForRun(client, runId, storage);
  places.delete(runId);
  places.set(runId, place);
  if (places.size > MOST_REMEMBERED) places.delete(places.keys().next().value ?? runId);
  try {
    return await place;
  } catch (error) {
    if (places.get(runId) === place) places.delete(runId);
    throw error;
  }
}

async function askForRun(client: Client, runId: string, storage: StorageSettings | undefined): Promise<ArtifactPlace> {
  const { run } = await client.runs.get({ run_id: runId });
  const uri = run.info.artifact_uri;
  if (uri === undefined || uri === "") throw doesNotExist(`Run ${runId} has no place for artifacts.`);
  return openPlace(client, uri, storage);
}

/**
 * Opens the files of a logged model.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST for a model that is not there, and as `openPlace` does
 */
export async function loggedModelPlace(
  client: Client,
  modelId: string,
  storage?: StorageSettings,
): Promise<ArtifactPlace> {
  const { model } = await client.loggedModels.get({ model_id: modelId });
  return openPlace(client, model.info.artifact_uri, storage);
}
