import { showValue } from "../decode/show-value.ts";
import { invalidParameter, type MillraceError } from "../errors.ts";
import { checkRunId } from "./run.ts";
import { checkModelName, isLatest, isVersionName, parseVersionNumber, stageOf } from "./registry.ts";
import { traversalIn } from "./traversal.ts";

/** How a URI says which version of a registered model it means. A label is a stage or the name of a version. */
export type VersionSelector =
  | { readonly by: "latest" }
  | { readonly by: "number"; readonly version: number }
  | { readonly by: "alias"; readonly alias: string }
  | { readonly by: "label"; readonly label: string };

/** What a model URI names. `path` leads on from there to a file or folder; "" is the whole. */
export type ModelUri = (
  | { readonly kind: "run"; readonly runId: string }
  | { readonly kind: "logged-model"; readonly modelId: string }
  | { readonly kind: "version"; readonly name: string; readonly selector: VersionSelector }
) & { readonly path: string };

const URI = /^(runs|models):(.*)$/is;
const FORMS = "runs:/<run id>/<path>, models:/<name>/<version>, models:/<name>@<alias> or models:/<logged model id>";
const LOGGED_MODEL = /^m-[0-9a-f]{32}$/;
const ALIAS = /^[\p{L}\p{N}_-]+$/u;
const NUMBER = /^\d+$/;

/** Whether text has the form of a logged model's id. */
export function isLoggedModelId(text: string): boolean {
  return LOGGED_MODEL.test(text);
}

/** Whether text has the scheme of a model URI; a URI of a store or a path has not. */
export function isModelUri(text: string): boolean {
  return URI.test(text);
}

/**
 * Reads a model URI: `runs:/<id>/<path>`, `models:/<logged model id>`, and of a registered model `models:/<name>` or
 * `models:<name>` (the newest version), `/3`, `/latest`, `/Production`, `/v1` or `@champion`. Names stand as they are:
 * nothing is percent-decoded.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function parseModelUri(text: string, field: string): ModelUri {
  const [, scheme = "", rest = ""] = URI.exec(text) ?? [];
  if (scheme === "") throw wrongUri(text, field, `expected ${FORMS}`);
  const parts = partsOf(text, field, rest);
  return scheme.toLowerCase() === "runs" ? readRun(text, field, rest, parts) : readModel(text, field, parts);
}

/** Writes a model URI in its one canonical spelling, which `parseModelUri` reads back. */
export function formatModelUri(uri: ModelUri): string {
  const path = uri.path === "" ? "" : `/${uri.path}`;
  if (uri.kind === "run") return `runs:/${uri.runId}${path}`;
  if (uri.kind === "logged-model") return `models:/${uri.modelId}${path}`;
  const { name, selector } = uri;
  if (selector.by === "alias") return `models:/${name}@${selector.alias}${path}`;
  if (selector.by === "latest") return `models:/${name}/latest${path}`;
  return `models:/${name}/${selector.by === "number" ? selector.version : selector.label}${path}`;
}

/** The names between the slashes. `scheme:x`, `scheme:/x` and `scheme:///x` mean the same; `scheme://host/x` is refused. */
function partsOf(text: string, field: string, rest: string): string[] {
  const slashes = /^\/*/.exec(rest)?.[0].length ?? 0;
  if (slashes === 2) throw wrongUri(text, field, "a model URI names no host");
  if (slashes > 3) throw wrongUri(text, field, `expected ${FORMS}`);
  const parts = rest.slice(slashes).replace(/\/$/, "").split("/");
  if (parts.some((part) => part === "" || part === ".")) {
    throw wrongUri(text, field, "each part between slashes must be a name");
  }
  return parts;
}

function readRun(text: string, field: string, rest: string, [runId = "", ...path]: readonly string[]): ModelUri {
  if (!rest.startsWith("/")) throw wrongUri(text, field, "expected runs:/<run id>/<path>");
  checkRunId(runId, field);
  return { kind: "run", runId, path: checkedPath(text, field, path) };
}

function readModel(text: string, field: string, parts: readonly string[]): ModelUri {
  const [first = "", selector, ...path] = parts;
  if (isLoggedModelId(first))
    return { kind: "logged-model", modelId: first, path: checkedPath(text, field, parts.slice(1)) };
  if (selector !== undefined) {
    checkModelName(first, field);
    return {
      kind: "version",
      name: first,
      selector: readSelector(text, field, selector),
      path: checkedPath(text, field, path),
    };
  }
  const at = first.lastIndexOf("@");
  const name = at === -1 ? first : first.slice(0, at);
  checkModelName(name, field);
  if (at === -1) return { kind: "version", name, selector: { by: "latest" }, path: "" };
  const alias = first.slice(at + 1);
  if (!ALIAS.test(alias)) throw wrongUri(text, field, "after the '@' goes the name of an alias");
  return { kind: "version", name, selector: isLatest(alias) ? { by: "latest" } : { by: "alias", alias }, path: "" };
}

function readSelector(text: string, field: string, selector: string): VersionSelector {
  if (isLatest(selector)) return { by: "latest" };
  if (NUMBER.test(selector)) return { by: "number", version: parseVersionNumber(selector, field) };
  const stage = stageOf(selector);
  if (stage !== undefined || isVersionName(selector)) return { by: "label", label: stage ?? selector };
  throw wrongUri(text, field, "after the name goes a version's number or name, a stage, or 'latest'");
}

function checkedPath(text: string, field: string, parts: readonly string[]): string {
  const path = parts.join("/");
  const problem = traversalIn(path);
  if (problem !== undefined) throw wrongUri(text, field, problem);
  return path;
}

function wrongUri(text: string, field: string, problem: string): MillraceError {
  return invalidParameter(`Parameter '${field}' has the value ${showValue(text)}, which is no model URI: ${problem}.`);
}
