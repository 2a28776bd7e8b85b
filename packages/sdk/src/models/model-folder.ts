import { mkdtempSync, rmSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { doesNotExist, isModelUri } from "@millrace/contract";
import { downloadArtifacts, locate, type StorageSettings, type TransferOptions } from "../artifacts/index.ts";
import type { Client } from "../client/index.ts";

/** Where the files of a model are on this machine. */
export interface ModelFolder {
  readonly folder: string;
  /** Removes the files, if they were downloaded for this alone. */
  readonly clean: () => Promise<void>;
}

/** How the files of a model are fetched. */
export interface FetchOptions extends TransferOptions {
  /** The folder that they are downloaded to, to stay there. Default: a temporary one. */
  readonly folder?: string;
  readonly storage?: StorageSettings;
}

/** The temporary folders of this process, which go with it. */
const temporary = new Set<string>();
let isWatching = false;

/**
 * Brings the files of a model to this machine; those that are there already stay where they are.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is nothing at the URI, and as `downloadArtifacts` does
 */
export async function fetchModel(client: Client, uri: string, options: FetchOptions = {}): Promise<ModelFolder> {
  const local = await localFolder(uri);
  if (local !== undefined) return { folder: local, clean: async () => undefined };
  const { folder, storage } = options;
  const { place, path: at } = await locate(client, uri, storage);
  if (folder !== undefined)
    return { folder: await downloadArtifacts(place, at, folder, options), clean: async () => undefined };
  const made = makeTemporary();
  const clean = async (): Promise<void> => {
    temporary.delete(made);
    await rm(made, { recursive: true, force: true });
  };
  try {
    return { folder: await downloadArtifacts(place, at, made, options), clean };
  } catch (error) {
    await clean();
    throw error;
  }
}

async function localFolder(uri: string): Promise<string | undefined> {
  if (isModelUri(uri) || /^mlflow-artifacts:/i.test(uri)) return undefined;
  const { localPath } = await import("@millrace/artifacts");
  const folder = localPath(uri);
  if (folder === undefined) return undefined;
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() === true) return path.resolve(folder);
  throw doesNotExist(`There is no folder "${folder}" with a model.`);
}

/** Only this user may read or write in it. */
function makeTemporary(): string {
  if (!isWatching) process.once("exit", removeAll);
  isWatching = true;
  const folder = mkdtempSync(path.join(tmpdir(), "millrace-model-"));
  temporary.add(folder);
  return folder;
}

function removeAll(): void {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
}
