import { realpath } from "node:fs/promises";
import path from "node:path";
import {
  checkModelSource,
  invalidParameter,
  isInside,
  localPathOf,
  type MillraceError,
  type ModelSource,
  showValue,
} from "@millrace/contract";
import type { Context } from "../../context.ts";

/** What a request for a version says besides its source. */
interface Given {
  readonly runId: string;
  readonly modelId: string;
  readonly isPrompt: boolean;
}

/**
 * Checks the source of a new version: its text, the operator's pattern, and that a place which the server would read lies
 * inside the artifacts of the version's run or logged model, with links followed.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export async function checkSource(text: string, given: Given, { store, config }: Context): Promise<ModelSource> {
  const source = checkModelSource(text, { ...given, allowedSchemes: config.allowedArtifactSchemes });
  if (config.modelSourcePattern?.test(text) === false) {
    throw refuse(text, "the server's operator allows other sources only");
  }
  if (source.kind !== "inside") return source;
  for (const root of await store.registry.artifactRoots(given)) {
    if (isInside(text, root) && (await staysInside(text, root))) return source;
  }
  throw refuse(
    text,
    "a place like this must lie inside the artifacts of the run or logged model that the request names",
  );
}

async function staysInside(place: string, folder: string): Promise<boolean> {
  const [inner, outer] = [localPathOf(place), localPathOf(folder)];
  if (inner === undefined || outer === undefined) return true;
  const [realInner, realOuter] = await Promise.all([realPath(inner), realPath(outer)]);
  return realInner === realOuter || realInner.startsWith(realOuter === "/" ? "/" : `${realOuter}/`);
}

/** The path with links followed as far as it exists. */
async function realPath(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    const parent = path.dirname(file);
    if (!isMissing(error) || parent === file) throw refuse(file, "it can't be followed to a folder");
    return path.join(await realPath(parent), path.basename(file));
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function refuse(source: string, reason: string): MillraceError {
  return invalidParameter(`Parameter 'source' has the value ${showValue(source)}; ${reason}.`);
}
