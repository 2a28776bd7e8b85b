import { stat } from "node:fs/promises";
import path from "node:path";
import { doesNotExist, invalidParameter } from "@millrace/contract";
import type { Client } from "../client/index.ts";
import type { ArtifactContent } from "../logging/index.ts";
import { anyPath, filePath } from "./artifact-path.ts";
import { forEachAtOnce } from "./at-once.ts";
import { filesBelow } from "./local-files.ts";
import type { ArtifactPlace } from "./places/place.ts";
import type { StorageSettings } from "./places/open-place.ts";
import { runPlace } from "./places/run-place.ts";
import { Tally, type TransferOptions } from "./progress.ts";

const AT_ONCE = 8;

/**
 * Uploads one artifact of a run.
 * @param artifactPath relative to the run's artifacts, with `/` between names
 * @throws MillraceError as `ArtifactPlace` does
 */
export async function uploadRunArtifact(
  client: Client,
  runId: string,
  artifactPath: string,
  content: ArtifactContent,
  storage?: StorageSettings,
): Promise<void> {
  const checked = await filePath(artifactPath);
  await (await runPlace(client, runId, storage)).write(checked, content);
}

/**
 * Uploads a file into a folder of the place, under its own name.
 * @param folder "" for the place itself
 * @returns the path of the artifact
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no such file, and as `ArtifactPlace` does
 */
export async function uploadFile(
  place: ArtifactPlace,
  file: string,
  folder = "",
  options: TransferOptions = {},
): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) throw doesNotExist(`There is no file "${file}" to upload.`);
  if (!found.isFile()) throw invalidParameter(`"${file}" is not a file; a folder is uploaded as such.`);
  const to = await filePath(below(await anyPath(folder), path.basename(file)));
  const tally = new Tally(options);
  tally.expect(found.size);
  await place.write(to, { file }, { signal: options.signal, onBytes: tally.watching(to) });
  tally.complete(to);
  return to;
}

/**
 * Uploads all files in and below a folder, eight at once. Links that lead out of it are not followed.
 * @param to the folder of the place that they go to; "" for the place itself
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no such folder, and as `ArtifactPlace` does
 */
export async function uploadFolder(
  place: ArtifactPlace,
  folder: string,
  to = "",
  options: TransferOptions = {},
): Promise<void> {
  const root = await anyPath(to);
  const tally = new Tally(options);
  await forEachAtOnce(filesBelow(folder), AT_ONCE, options.signal, async (local, signal) => {
    const target = await filePath(below(root, local.path));
    tally.expect(local.size);
    await place.write(target, { file: local.file }, { signal, onBytes: tally.watching(target) });
    tally.complete(target);
  });
}

function below(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}
