import { cases, get, getRun, post, refused, run, WITH_RUN, experiment } from "../steps.ts";
import { CLIMBING, FILES, list, listRun, put, putInRun, remove, read } from "./steps.ts";

const NO_RUN = "0123456789abcdef0123456789abcdef";

/** Listing and deleting files. */
export const listCases = [
  ...cases("artifacts.listProxied", {
    "gives names and sizes in order": [
      put("b.txt", "12345"),
      put("a.txt", "1"),
      put("sub/x", ""),
      put("Z", "12"),
      list(),
      list("sub"),
    ],
    "gives nothing for a file or nothing": [put("a.txt", "x"), list("a.txt"), list("nothing"), list("a.txt/x")],
    "takes a slash at the end": [put("a/b", "x"), list("a/"), list("a//", refused("C-61"))],
    "sorts by code point": [
      put("%C3%A9", "x"),
      put("z", "x"),
      put("B", "x"),
      put("_", "x"),
      put("10", "x"),
      put("9", "x"),
      list(),
    ],
    "gives hidden files": [put(".git/x", "x"), put(".env", "x"), list()],
  }),
  ...cases("artifacts.deleteProxied", {
    "deletes a file": [put("a.txt", "x"), put("b.txt", "x"), remove("a.txt"), read("a.txt"), list()],
    "deletes a folder and all below": [
      put("a/b/c", "x"),
      put("a/d", "x"),
      put("e", "x"),
      remove("a"),
      list(),
      read("a/b/c"),
    ],
    "takes what isn't there": [remove("nothing"), remove("a/b/c")],
    "deletes the last file of a folder": [put("a/b", "x"), remove("a/b"), list(), list("a")],
    "takes a slash at the end": [put("a/b", "x"), remove("a/"), list()],
    "refuses the root": [
      remove("", { path: `${FILES}/`, ...refused("C-05", "ENDPOINT_NOT_FOUND", 404) }),
      remove("", { path: FILES, ...refused("C-05", "METHOD_NOT_ALLOWED", 405) }),
    ],
  }),
  ...cases("artifacts.list", {
    "gives the files of a run": [
      ...WITH_RUN,
      putInRun("b.txt"),
      putInRun("a.txt", "12"),
      putInRun("model/MLmodel", "x"),
      listRun(),
      listRun({ path: "model" }),
    ],
    "gives a root only for an empty run": [...WITH_RUN, listRun(), listRun({ path: "nothing" })],
    "gives a root only for a file": [...WITH_RUN, putInRun("a.txt"), listRun({ path: "a.txt" })],
    "gives deep folders": [
      ...WITH_RUN,
      putInRun("a/b/c/d.txt"),
      listRun({ path: "a" }),
      listRun({ path: "a/b/c" }),
      listRun({ path: "a/b/" }),
      listRun({ path: "" }),
    ],
    "gives names of any letters": [
      ...WITH_RUN,
      putInRun("gr%C3%B6%C3%9Fe%20x/%F0%9F%A6%86.txt"),
      listRun(),
      listRun({ path: "größe x" }),
    ],
    "takes run_uuid": [...WITH_RUN, putInRun("a.txt"), get("artifacts/list", { run_uuid: "{{run}}" })],
    "leaves out the models of a run": [
      ...WITH_RUN,
      putInRun("a.txt"),
      post(
        "logged-models",
        { experiment_id: "{{experiment}}", name: "m", source_run_id: "{{run}}" },
        { save: { model: "model.info.model_id" } },
      ),
      put("", "x", { path: `${FILES}/{{experiment}}/models/{{model}}/artifacts/MLmodel` }),
      post("runs/outputs", { run_id: "{{run}}", models: [{ model_id: "{{model}}", step: 0 }] }),
      listRun(),
      listRun({ path: "m" }),
      getRun(),
    ],
    "reads a deleted run": [...WITH_RUN, putInRun("a.txt"), post("runs/delete", { run_id: "{{run}}" }), listRun()],
    "takes a page token": [...WITH_RUN, putInRun("a.txt"), listRun({ page_token: "x" }), listRun({ page_token: "" })],
    "reads a local folder": [
      experiment({ artifact_location: "{{directory}}/allowed" }),
      run(),
      listRun(),
      listRun({ path: ".." }),
    ],
    "says when there is no run": [listRun({ run_id: NO_RUN }), listRun({ run_id: "x" })],
    "refuses a missing run": [get("artifacts/list"), get("artifacts/list", { run_id: "" })],
    "refuses paths that climb": [
      ...WITH_RUN,
      ...CLIMBING.map((path) => listRun({ path })),
      ...["//", "..\\x", "\\..\\x", "a:b"].map((path) => listRun({ path }, refused("C-61"))),
      ...["a;b", "a?b", "."].map((path) => listRun({ path })),
    ],
  }),
];
