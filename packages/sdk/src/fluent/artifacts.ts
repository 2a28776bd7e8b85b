import path from "node:path";
import { doesNotExist, invalidParameter } from "@millrace/contract";
import {
  type ArtifactEntry,
  downloadArtifacts as download,
  listArtifacts as list,
  locate,
  readArtifact as read,
  type TransferOptions,
} from "../artifacts/index.ts";
import { getClient } from "./tracking.ts";

/**
 * Lists the direct children of a folder of artifacts.
 * @param uri such as `runs:/<run id>/plots`, `models:/<name>/<version>`, or a URI of a store
 */
export async function listArtifacts(uri: string): Promise<ArtifactEntry[]> {
  const { place, path: folder } = await locate(getClient(), uri);
  return list(place, folder);
}

/**
 * Downloads a file, or a folder with all below it, and gives its path on this machine.
 * @param uri as for `listArtifacts`
 * @param folder that it is put into, under its own name. Default: the current one
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is nothing
 */
export async function downloadArtifacts(uri: string, folder = ".", options: TransferOptions = {}): Promise<string> {
  const { place, path: from } = await locate(getClient(), uri);
  return download(place, from, path.resolve(folder), options);
}

/**
 * Reads a file of artifacts into memory.
 * @param uri as for `listArtifacts`
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no such file
 */
export async function readArtifact(uri: string): Promise<Uint8Array> {
  const { place, path: file } = await locate(getClient(), uri);
  const bytes = await read(place, file);
  if (bytes === undefined) throw doesNotExist(`There is no file at ${uri}.`);
  return bytes;
}

/** Reads a text that was logged with `logText`. */
export async function loadText(uri: string): Promise<string> {
  return new TextDecoder().decode(await readArtifact(uri));
}

/**
 * Reads data that was logged with `logDict`, as JSON or, when the name ends in `.yaml` or `.yml`, as YAML.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a file that holds something else
 */
export async function loadDict(uri: string): Promise<unknown> {
  const text = await loadText(uri);
  try {
    if (!/\.ya?ml$/i.test(uri)) return JSON.parse(text);
    const { parse } = await import("yaml");
    return parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidParameter(`The artifact ${uri} holds no data that can be read: ${reason}`);
  }
}
