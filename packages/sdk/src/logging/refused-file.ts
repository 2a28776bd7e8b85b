import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { MillraceError } from "@millrace/contract";
import type { Refusal } from "./isolate.ts";
import type { Artifact } from "./item.ts";
import { encodeBatch } from "./spool-line.ts";

/** The file of a run's folder in the spool that keeps what the server refused, a line each, with the reason. */
export const REFUSED_FILE = "refused.jsonl";

/** The folder beside it, with the contents of refused artifacts. */
const REFUSED_ARTIFACTS = "refused";

/**
 * Keeps entries of batches that the server refused.
 * @returns the file
 */
export function keepRefused(folder: string, refusals: readonly Refusal[]): string {
  return appendLines(
    folder,
    refusals.map(({ batch, error }) => ({ ...reasonOf(error), ...encodeBatch(batch) })),
  );
}

/**
 * Keeps an artifact that the server refused; a file that is gone leaves its path alone.
 * @returns the file that says so
 */
export function keepRefusedArtifact(folder: string, { path: to, content }: Artifact, error: MillraceError): string {
  const kept = path.join(REFUSED_ARTIFACTS, `${Date.now()}-${path.basename(to)}`);
  const absolute = path.join(folder, kept);
  mkdirSync(path.dirname(absolute), { recursive: true });
  const reason = reasonOf(error);
  if (!("file" in content)) {
    writeFileSync(absolute, content);
    return appendLines(folder, [{ ...reason, artifact: to, file: kept }]);
  }
  try {
    copyFileSync(content.file, absolute);
    return appendLines(folder, [{ ...reason, artifact: to, file: kept }]);
  } catch {
    return appendLines(folder, [{ ...reason, artifact: to, file: content.file }]);
  }
}

function reasonOf(error: MillraceError): object {
  return { refused: new Date().toISOString(), code: error.code, reason: error.message };
}

function appendLines(folder: string, lines: readonly object[]): string {
  const file = path.join(folder, REFUSED_FILE);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { flag: "a" });
  return file;
}
