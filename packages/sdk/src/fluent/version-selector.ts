import { parseModelUri } from "@millrace/contract";
import { versionNumber } from "../artifacts/index.ts";
import { getClient } from "./tracking.ts";

const NUMBER = /^\d+$/;

/**
 * The number of a version from its number, its own name such as `v1`, a stage or `latest`.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST
 */
export async function numberOf(name: string, version: string | number): Promise<string> {
  const text = String(version);
  if (NUMBER.test(text)) return text;
  const uri = parseModelUri(`models:/${name}/${text}`, "version");
  return uri.kind === "version" ? versionNumber(getClient(), name, uri.selector) : text;
}
