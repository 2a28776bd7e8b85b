import type { Step } from "../../src/case.ts";
import { API } from "../steps.ts";

type Extra = Partial<Step>;

/** The prefix of the files that the server keeps. */
export const FILES = "/api/2.0/mlflow-artifacts/artifacts";
/** The headers of an answer that tell what a file is. */
export const FILE_HEADERS = ["content-type", "content-disposition", "content-length", "x-content-type-options"];

/** Paths that lead out of a folder, in the spellings of a query or a body. */
export const CLIMBING = [
  "..",
  "../x",
  "a/../..",
  "a/../../x",
  "a/../b",
  "%2e%2e/x",
  "%252e%252e/x",
  "..%2fx",
  "/etc/passwd",
  "/",
  "C:\\x",
  "C:/x",
  "file:/etc/passwd",
  "file:///etc/passwd",
  "a#b",
];

/** Stores a file at a path, percent-encoded already, below the case's folder. */
export function put(path: string, body: string, extra: Extra = {}): Step {
  const headers = { "content-type": "application/octet-stream" };
  return { method: "PUT", path: `${FILES}/{{case}}/${path}`, body, headers, ...extra };
}

/** Reads a file below the case's folder. */
export function read(path: string, extra: Extra = {}): Step {
  return { method: "GET", path: `${FILES}/{{case}}/${path}`, ...extra };
}

/** Reads a file with what tells about it. */
export function readFully(path: string, extra: Extra = {}): Step {
  return read(path, { compareHeaders: FILE_HEADERS, ...extra });
}

/** Lists a folder below the case's folder; the case's folder itself when no path is given. */
export function list(path?: string, extra: Extra = {}): Step {
  return {
    method: "GET",
    path: FILES,
    query: { path: path === undefined ? "{{case}}" : `{{case}}/${path}` },
    ...extra,
  };
}

/** Deletes a file or folder below the case's folder. */
export function remove(path: string, extra: Extra = {}): Step {
  return { method: "DELETE", path: `${FILES}/{{case}}/${path}`, ...extra };
}

/** Stores a file among the artifacts of the case's run. */
export function putInRun(path: string, body = "hello"): Step {
  return put(path, body, { path: `${FILES}/{{experiment}}/{{run}}/artifacts/${path}` });
}

/** Lists the artifacts of the case's run. */
export function listRun(query: NonNullable<Step["query"]> = {}, extra: Extra = {}): Step {
  return { method: "GET", path: `${API}artifacts/list`, query: { run_id: "{{run}}", ...query }, ...extra };
}
