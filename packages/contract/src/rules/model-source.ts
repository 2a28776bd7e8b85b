import { showValue } from "../decode/show-value.ts";
import { invalidParameter, type MillraceError } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import { isHostAddressed } from "./artifact-location.ts";
import { checkLength } from "./characters.ts";
import { isModelUri, type ModelUri, parseModelUri } from "./model-uri.ts";
import { traversalIn } from "./traversal.ts";

/** Where the files of a new version come from. */
export type ModelSource =
  /** A prompt has no files, only text. */
  | { readonly kind: "prompt"; readonly source: string }
  /** A store that clients reach by themselves. */
  | { readonly kind: "remote"; readonly source: string }
  /** A place that the server reads itself: it must lie inside the artifacts of the version's run or logged model. */
  | { readonly kind: "inside"; readonly source: string }
  | { readonly kind: "uri"; readonly source: string; readonly uri: ModelUri };

/** What a request for a version says besides its source. */
export interface SourceSurroundings {
  /** Whether the version's tags make it a prompt. */
  readonly isPrompt: boolean;
  readonly runId: string;
  readonly modelId: string;
  /** Host-addressed schemes that the operator permits, in lower case. */
  readonly allowedSchemes: readonly string[];
}

/** What clients write as the source of a prompt's version. */
const PROMPT_SOURCES = new Set(["dummy-source", "prompt-template"]);
const SCHEME = /^([a-z][a-z0-9+.-]+):/i;
/** A path from the root on, after a scheme and an authority. */
const REMOTE = /^[a-z][a-z0-9+.-]+:(?:\/\/[^/\\?#]*)?\/[^/]/i;
/** Paths and URIs that the server would read by itself; their text has nothing that a URL parser cuts off. */
const INSIDE =
  /^(?:\/|file:\/(?!\/)|file:\/\/(?:localhost)?\/|mlflow-artifacts:\/(?!\/)|mlflow-artifacts:\/\/\/)[^/?#\\][^?#\\]*$/i;
const ARTIFACT_API = /\/mlflow-artifacts\/artifacts\//i;

/**
 * Checks the source of a new version by its text alone, and says what else has to be looked at. No text passes that
 * could name another place than it seems to, however it is parsed, decoded or joined.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkModelSource(source: string, given: SourceSurroundings): ModelSource {
  checkLength(source, LIMITS.modelSource, "source");
  if (given.isPrompt) {
    if (PROMPT_SOURCES.has(source)) return { kind: "prompt", source };
    throw refuse(source, `the source of a prompt is one of ${[...PROMPT_SOURCES].join(", ")}`);
  }
  if (isModelUri(source)) return { kind: "uri", source, uri: checkUri(source, given) };
  const problem = traversalIn(source);
  if (problem !== undefined) throw refuse(source, problem);
  const scheme = SCHEME.exec(source)?.[1]?.toLowerCase();
  if (scheme === undefined || scheme === "file") return inside(source);
  if (isHostAddressed(scheme, source) && !given.allowedSchemes.includes(scheme)) {
    throw refuse(source, `the scheme '${scheme}' with a host is refused unless the server's operator allows it`);
  }
  if (scheme === "mlflow-artifacts" || ARTIFACT_API.test(source)) return inside(source);
  if (!REMOTE.test(source)) throw refuse(source, "expected a URI with a path from the root on");
  return { kind: "remote", source };
}

/**
 * Whether a place lies inside a folder, both as paths or URIs that `checkModelSource` found to be read by the server.
 * Compared by name only: links are for whoever has the disk.
 */
export function isInside(place: string, folder: string): boolean {
  const names = namesOf(place);
  const above = namesOf(folder);
  return above.scheme === names.scheme && above.path.every((name, index) => names.path[index] === name);
}

/** The local path that a path or a `file:` URI names; undefined for every other URI. */
export function localPathOf(place: string): string | undefined {
  const { scheme, path } = namesOf(place);
  return scheme === "file" ? `/${path.join("/")}` : undefined;
}

function checkUri(source: string, { runId, modelId }: SourceSurroundings): ModelUri {
  const uri = parseModelUri(source, "source");
  if (uri.kind === "run" && uri.runId !== runId) throw refuse(source, "the run_id of the request must be that run's");
  if (uri.kind === "logged-model" && uri.modelId !== modelId) {
    throw refuse(source, "the model_id of the request must be that model's");
  }
  if (uri.kind !== "run" && uri.path !== "") throw refuse(source, "a version is a whole model, not a part of one");
  return uri;
}

function inside(source: string): ModelSource {
  const isApi = /^https?:\/\/[^/?#\\]+\/[^?#\\]+$/i.test(source);
  if (isApi || INSIDE.test(source)) return { kind: "inside", source };
  throw refuse(source, "expected an absolute path or URI without '?', '#' and '\\', or a URI of a store");
}

/** A local path and `file:` have the same scheme; an authority counts as part of it. */
function namesOf(place: string): { readonly scheme: string; readonly path: readonly string[] } {
  const [, scheme = "file", authority = "", path = ""] =
    /^(?:([a-z][a-z0-9+.-]+):)?(?:\/\/([^/]*)(?=\/))?(.*)$/is.exec(place) ?? [];
  const host = authority.toLowerCase() === "localhost" ? "" : authority.toLowerCase();
  const names = path.split("/").filter((name) => name !== "" && name !== ".");
  return { scheme: scheme.toLowerCase() + (host === "" ? "" : `//${host}`), path: names };
}

function refuse(source: string, reason: string): MillraceError {
  return invalidParameter(`Parameter 'source' has the value ${showValue(source)}; ${reason}.`);
}
