import { doesNotExist, invalidParameter, isModelUri, type ModelUri, parseModelUri } from "@millrace/contract";
import type { Client } from "../../client/index.ts";
import { openPlace, type StorageSettings } from "./open-place.ts";
import type { ArtifactPlace } from "./place.ts";
import { loggedModelPlace, runPlace } from "./run-place.ts";
import { versionNumber } from "./version-number.ts";

/** A file or folder of an artifact place. */
export interface ArtifactLocation {
  readonly place: ArtifactPlace;
  /** "" for the whole place. */
  readonly path: string;
}

/** A version may have been made of a version, but not without end. */
const MOST_HOPS = 10;

/**
 * Finds what a URI names: `runs:/<id>/<path>`, `models:/<name>/<version>` with all that may stand for the version,
 * `models:/<logged model id>`, `mlflow-artifacts:/…`, a cloud's URI, `file:` or a path of this machine. Where a run has
 * nothing at the path, the model that it logged under that name is meant.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST, INVALID_PARAMETER_VALUE, and as `openPlace` does
 */
export async function locate(client: Client, uri: string, storage?: StorageSettings): Promise<ArtifactLocation> {
  return follow(client, uri, storage, 0);
}

async function follow(
  client: Client,
  uri: string,
  storage: StorageSettings | undefined,
  hops: number,
): Promise<ArtifactLocation> {
  if (hops > MOST_HOPS) throw invalidParameter(`"${uri}" leads from one model version to another without end.`);
  if (!isModelUri(uri)) return { place: await openPlace(client, uri, storage), path: "" };
  const parsed = parseModelUri(uri, "uri");
  switch (parsed.kind) {
    case "run":
      return ofRun(client, parsed, storage);
    case "logged-model":
      return { place: await loggedModelPlace(client, parsed.modelId, storage), path: parsed.path };
    case "version": {
      const version = await versionNumber(client, parsed.name, parsed.selector);
      const { artifact_uri } = await client.modelVersions.getDownloadUri({ name: parsed.name, version });
      const whole = await follow(client, artifact_uri, storage, hops + 1);
      return { place: whole.place, path: joined(whole.path, parsed.path) };
    }
  }
}

async function ofRun(
  client: Client,
  { runId, path }: Extract<ModelUri, { kind: "run" }>,
  storage: StorageSettings | undefined,
): Promise<ArtifactLocation> {
  const place = await runPlace(client, runId, storage);
  if (path === "" || (await isThere(place, path))) return { place, path };
  const modelId = await loggedAs(client, runId, path);
  if (modelId === undefined) throw doesNotExist(`Run ${runId} has no artifact and logged no model "${path}".`);
  return { place: await loggedModelPlace(client, modelId, storage), path: "" };
}

/** Whether there is a file or folder: listings are the only answer that every server gives. */
async function isThere(place: ArtifactPlace, path: string): Promise<boolean> {
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
  for await (const entry of place.list(folder)) if (entry.path === path) return true;
  return false;
}

/** The model that a run logged last under a name. */
async function loggedAs(client: Client, runId: string, name: string): Promise<string | undefined> {
  const { run } = await client.runs.get({ run_id: runId });
  const outputs = (run.outputs?.model_outputs ?? []).toSorted((a, b) => Number(b.step ?? 0) - Number(a.step ?? 0));
  for (const { model_id } of outputs) {
    const { model } = await client.loggedModels.get({ model_id });
    if (model.info.name === name) return model_id;
  }
  return undefined;
}

function joined(above: string, below: string): string {
  return above === "" || below === "" ? above + below : `${above}/${below}`;
}
