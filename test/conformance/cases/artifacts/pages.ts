import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { AJAX, answered, cases, letters, post, refused, WITH_RUN } from "../steps.ts";
import { model, version } from "../registry/steps.ts";
import { CLIMBING, FILE_HEADERS, listRun, putInRun } from "./steps.ts";

type Query = NonNullable<Step["query"]>;

const file = (query: Query, extra: Partial<Step> = {}): Step => ({
  method: "GET",
  path: "/get-artifact",
  query,
  ...extra,
});
const versionFile = (query: Query, extra: Partial<Step> = {}): Step => ({
  method: "GET",
  path: "/model-versions/get-artifact",
  query: { name: "{{case}}", version: 1, ...query },
  ...extra,
});
const upload = (query: Query, body: Json, extra: Partial<Step> = {}): Step => ({
  method: "POST",
  path: `${AJAX}upload-artifact`,
  query,
  body,
  headers: { "content-type": "application/octet-stream" },
  ...extra,
});
const OF_RUN = { run_id: "{{run}}" };

/** What pages use to read and store files. */
export const pageCases = [
  ...cases("artifacts.get", {
    "gives a file": [
      ...WITH_RUN,
      putInRun("a.txt"),
      putInRun("b/c.json", '{"a":1}'),
      putInRun("x.html", "<!doctype html><p>x"),
      file({ ...OF_RUN, path: "a.txt" }, { compareHeaders: FILE_HEADERS }),
      file({ ...OF_RUN, path: "b/c.json" }, { compareHeaders: FILE_HEADERS }),
      file({ ...OF_RUN, path: "x.html" }, { compareHeaders: FILE_HEADERS }),
    ],
    "takes run_uuid": [...WITH_RUN, putInRun("a.txt"), file({ run_uuid: "{{run}}", path: "a.txt" })],
    "gives a name of any letters": [
      ...WITH_RUN,
      putInRun("gr%C3%B6%C3%9Fe%20x.txt"),
      file({ ...OF_RUN, path: "größe x.txt" }, { compareHeaders: FILE_HEADERS }),
    ],
    "gives a range": [
      ...WITH_RUN,
      putInRun("a.txt"),
      file({ ...OF_RUN, path: "a.txt" }, { headers: { range: "bytes=1-2" } }),
    ],
    "says when there is no file": [...WITH_RUN, file({ ...OF_RUN, path: "nothing" })],
    "refuses a folder": [...WITH_RUN, putInRun("a/b"), file({ ...OF_RUN, path: "a" })],
    "says when there is no run": [file({ run_id: "0123456789abcdef0123456789abcdef", path: "a" })],
    "refuses a missing path or run": [
      ...WITH_RUN,
      file(OF_RUN, refused("C-64")),
      file({ path: "a" }, refused("C-64")),
      file({ ...OF_RUN, path: "" }, refused("C-64")),
      file({}, refused("C-64")),
    ],
    "refuses paths that climb": [...WITH_RUN, ...CLIMBING.map((path) => file({ ...OF_RUN, path }))],
  }),
  ...cases("artifacts.getOfVersion", {
    "gives a file": [
      ...WITH_RUN,
      putInRun("model/MLmodel", "flavors: {}"),
      model(),
      version({ source: "mlflow-artifacts:/{{experiment}}/{{run}}/artifacts/model", run_id: "{{run}}" }),
      versionFile({ path: "MLmodel" }, { compareHeaders: FILE_HEADERS }),
      versionFile({ path: "nothing" }),
      ...CLIMBING.map((path) => versionFile({ path })),
    ],
    "gives a file by runs:/": [
      ...WITH_RUN,
      putInRun("model/MLmodel", "flavors: {}"),
      model(),
      version({ source: "runs:/{{run}}/model", run_id: "{{run}}" }),
      versionFile({ path: "MLmodel" }, answered("C-08")),
    ],
    "says when there is no version": [
      model(),
      versionFile({ path: "x" }),
      versionFile({ name: "{{case}}-none", path: "x" }),
    ],
    "refuses missing fields": [
      model(),
      version(),
      versionFile({}, refused("C-64")),
      {
        method: "GET",
        path: "/model-versions/get-artifact",
        query: { name: "{{case}}", path: "x" },
        ...refused("C-08"),
      },
      { method: "GET", path: "/model-versions/get-artifact", query: { version: 1, path: "x" } },
      versionFile({ version: "x", path: "x" }),
    ],
  }),
  ...cases("artifacts.upload", {
    "stores a file": [
      ...WITH_RUN,
      upload({ run_uuid: "{{run}}", path: "a.txt" }, "hello"),
      upload({ run_uuid: "{{run}}", path: "b/c/größe.txt" }, "hi"),
      listRun(),
      file({ ...OF_RUN, path: "a.txt" }),
      file({ ...OF_RUN, path: "b/c/größe.txt" }),
    ],
    overwrites: [
      ...WITH_RUN,
      upload({ run_uuid: "{{run}}", path: "a.txt" }, "hello"),
      upload({ run_uuid: "{{run}}", path: "a.txt" }, "hi"),
      file({ ...OF_RUN, path: "a.txt" }),
    ],
    "refuses an empty file": [...WITH_RUN, upload({ run_uuid: "{{run}}", path: "a.txt" }, ""), listRun()],
    "takes 10 MB, and no more": [
      ...WITH_RUN,
      upload({ run_uuid: "{{run}}", path: "a" }, letters(10_485_760)),
      upload({ run_uuid: "{{run}}", path: "b" }, letters(10_485_761)),
      listRun(),
    ],
    "refuses forms": [
      ...WITH_RUN,
      upload({ run_uuid: "{{run}}", path: "a" }, "x=y", {
        headers: { "content-type": "application/x-www-form-urlencoded" },
      }),
      upload({ run_uuid: "{{run}}", path: "b" }, "x", {
        headers: { "content-type": "multipart/form-data; boundary=x" },
      }),
      listRun(),
    ],
    "takes any other media type": [
      ...WITH_RUN,
      upload({ run_uuid: "{{run}}", path: "a" }, "{}", { headers: { "content-type": "application/json" } }),
      upload({ run_uuid: "{{run}}", path: "b" }, "x", { headers: { "content-type": null } }),
      listRun(),
    ],
    "refuses a missing path or run": [
      ...WITH_RUN,
      upload({ run_uuid: "{{run}}" }, "x"),
      upload({ path: "a" }, "x"),
      upload({ run_uuid: "", path: "a" }, "x"),
    ],
    "takes only run_uuid": [...WITH_RUN, upload({ run_id: "{{run}}", path: "a" }, "x")],
    "says when there is no run": [upload({ run_uuid: "0123456789abcdef0123456789abcdef", path: "a" }, "x")],
    "refuses a deleted run": [
      ...WITH_RUN,
      post("runs/delete", { run_id: "{{run}}" }),
      upload({ run_uuid: "{{run}}", path: "a" }, "x"),
      listRun(),
    ],
    "refuses paths that climb": [
      ...WITH_RUN,
      ...CLIMBING.map((path) => upload({ run_uuid: "{{run}}", path }, "x")),
      listRun(),
    ],
  }),
];
