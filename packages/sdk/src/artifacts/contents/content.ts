import { invalidParameter } from "@millrace/contract";
import type { ArtifactContent } from "../../logging/index.ts";

/** One artifact to log. */
export interface NamedContent {
  readonly path: string;
  readonly content: ArtifactContent;
}

/** What one call logs: artifacts, and the tags of the run by which MLflow's page finds them. */
export interface LoggedContent {
  readonly artifacts: readonly NamedContent[];
  readonly tags: Readonly<Record<string, string>>;
}

/** The bytes of text. */
export function utf8(path: string, text: string): Uint8Array {
  if (text.isWellFormed()) return new TextEncoder().encode(text);
  throw invalidParameter(`The text for '${path}' has half of a surrogate pair; give well-formed text.`);
}

/** One artifact without tags. */
export function single(path: string, content: ArtifactContent): LoggedContent {
  return { artifacts: [{ path, content }], tags: {} };
}
