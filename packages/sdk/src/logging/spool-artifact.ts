import { constants, copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Artifact } from "./item.ts";
import type { SpoolPlace } from "./spool-places.ts";

/** A line of the spool that stands for an artifact; `file` is relative to the writer's folder of files, or absolute. */
export interface ArtifactLine {
  readonly artifact: string;
  readonly file: string;
}

/** Copies the content of an artifact into the spool. A file that is gone already keeps its line, so that it is missed. */
export function storeArtifact(place: SpoolPlace, number: number, { path: to, content }: Artifact): ArtifactLine {
  if ("file" in content && !existsSync(content.file)) return { artifact: to, file: path.resolve(content.file) };
  const file = `${number}`;
  mkdirSync(place.files, { recursive: true, mode: 0o700 });
  const copy = path.join(place.files, file);
  if ("file" in content) copyFileSync(content.file, copy, constants.COPYFILE_FICLONE);
  else writeFileSync(copy, content);
  return { artifact: to, file };
}

/** An artifact of the spool. */
export function readArtifact(place: SpoolPlace, line: { readonly path: string; readonly file: string }): Artifact {
  return { kind: "artifact", path: line.path, content: { file: path.resolve(place.files, line.file) } };
}
