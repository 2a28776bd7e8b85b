import type { Step } from "../../src/case.ts";
import { AJAX, cases, experiment, get } from "../steps.ts";
import { CLIMBING, FILE_HEADERS, FILES } from "../artifacts/steps.ts";
import { logged, NO_MODEL, onLogged, WITH_MODEL } from "./steps.ts";

const putInModel = (path: string, body = "hello"): Step => ({
  method: "PUT",
  path: `${FILES}/{{experiment}}/models/{{model}}/artifacts/${path}`,
  body,
  headers: { "content-type": "application/octet-stream" },
});
const list = (path?: string): Step =>
  get("logged-models/{{model}}/artifacts/directories", path === undefined ? {} : { artifact_directory_path: path });
const file = (path: string, extra: Partial<Step> = {}): Step => ({
  method: "GET",
  path: `${AJAX}logged-models/{{model}}/artifacts/files`,
  query: { artifact_file_path: path },
  ...extra,
});
const WITH_FILES: readonly Step[] = [
  ...WITH_MODEL,
  putInModel("MLmodel", "flavors: {}"),
  putInModel("data/a.txt"),
  putInModel("data/b/c.bin", ""),
];

/** The files of logged models. */
export const fileCases = [
  ...cases("artifacts.listOfLoggedModel", {
    "gives files and folders": [...WITH_FILES, list(), list("data"), list("data/b"), list("")],
    "gives a root only for a file or nothing": [...WITH_FILES, list("MLmodel"), list("nothing")],
    "gives a root only for an empty model": [...WITH_MODEL, list()],
    "reads a local folder": [experiment({ artifact_location: "{{directory}}/allowed" }), logged(), list()],
    "says when there is no model": [get(`logged-models/${NO_MODEL}/artifacts/directories`)],
    "says when it is deleted": [...WITH_MODEL, onLogged("DELETE", "{{model}}"), list()],
    "refuses paths that climb": [...WITH_MODEL, ...CLIMBING.map((path) => list(path))],
  }),
  ...cases("artifacts.getOfLoggedModel", {
    "gives a file": [
      ...WITH_FILES,
      file("MLmodel", { compareHeaders: FILE_HEADERS }),
      file("data/a.txt", { compareHeaders: FILE_HEADERS }),
      file("data/b/c.bin", { compareHeaders: FILE_HEADERS }),
      file("data/a.txt", { headers: { range: "bytes=1-2" } }),
    ],
    "says when there is no file": [...WITH_FILES, file("nothing")],
    "refuses a folder": [...WITH_FILES, file("data")],
    "refuses a missing path": [
      ...WITH_FILES,
      file(""),
      { method: "GET", path: `${AJAX}logged-models/{{model}}/artifacts/files` },
    ],
    "says when there is no model": [
      { method: "GET", path: `${AJAX}logged-models/${NO_MODEL}/artifacts/files`, query: { artifact_file_path: "x" } },
    ],
    "refuses paths that climb": [...WITH_MODEL, ...CLIMBING.map((path) => file(path))],
  }),
];
