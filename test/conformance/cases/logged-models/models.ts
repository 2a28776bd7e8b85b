import { AJAX, answered, cases, experiment, get, letters, post, refused, WITH_RUN } from "../steps.ts";
import { finalize, getLogged, logged, NO_MODEL, onLogged, tryLogged, WITH_MODEL, WITH_RUN_AND_MODEL } from "./steps.ts";

/** Logged models: making, reading, finishing, deleting. */
export const modelCases = [
  ...cases("loggedModels.create", {
    "makes a pending model": [...WITH_MODEL, getLogged()],
    "keeps what it is given": [
      ...WITH_RUN,
      logged({
        model_type: "agent",
        source_run_id: "{{run}}",
        params: [{ key: "depth", value: "3" }, { key: "a/b.c d", value: "" }, { key: "none" }],
        tags: [{ key: "team", value: "größe 🦆" }, { key: "none" }],
      }),
      getLogged(),
    ],
    "invents a name": [
      experiment(),
      post("logged-models", { experiment_id: "{{experiment}}" }, { save: { model: "model.info.model_id" } }),
      getLogged(),
    ],
    "takes an empty name as none": [experiment(), tryLogged({ name: "" })],
    "takes a name twice": [experiment(), logged(), tryLogged({ name: "model" })],
    "takes names of any letters": [
      experiment(),
      ...["größe 模型", "a b", "a-b_c", "🦆", "a\\b", "a#b", "a?b", " "].map((name) => tryLogged({ name })),
    ],
    "refuses names with signs of paths and quotes": [
      experiment(),
      ...["a/b", "a:b", "a.b", "a%b", 'a"b', "a'b", "..", "."].map((name) => tryLogged({ name })),
    ],
    "takes a name of 500 characters": [experiment(), tryLogged({ name: letters(500) })],
    "refuses two params of one key": [
      experiment(),
      tryLogged({
        name: "m",
        params: [
          { key: "k", value: "1" },
          { key: "k", value: "2" },
        ],
      }),
      post("logged-models/search", { experiment_ids: ["{{experiment}}"] }),
    ],
    "refuses two tags of one key": [
      experiment(),
      tryLogged({
        name: "m",
        tags: [
          { key: "k", value: "1" },
          { key: "k", value: "2" },
        ],
      }),
    ],
    "takes any key, and none": [
      experiment(),
      tryLogged({ name: "m", params: [{ key: "a//b", value: "1" }] }),
      tryLogged({ name: "m", tags: [{ key: "../b", value: "1" }] }),
      tryLogged({ name: "m", params: [{ value: "1" }] }),
      tryLogged({ name: "m", tags: [{ value: "1" }] }),
    ],
    "takes long values": [
      experiment(),
      tryLogged({ name: "m", params: [{ key: "k", value: letters(6000) }] }),
      tryLogged({ name: "m", params: [{ key: "k", value: letters(6001) }] }),
      tryLogged({ name: "m", tags: [{ key: "k", value: letters(8000) }] }),
      tryLogged({ name: "m", tags: [{ key: "k", value: letters(8001) }] }),
      tryLogged({ name: "m", params: [{ key: letters(250), value: "" }] }),
      tryLogged({ name: "m", params: [{ key: letters(251), value: "" }] }),
    ],
    "refuses what is beyond all reason": [
      experiment(),
      tryLogged({ name: letters(501) }, refused("C-47")),
      tryLogged({ name: "m", model_type: letters(501) }, refused("C-47")),
      tryLogged({ name: "m", source_run_id: letters(501) }, refused("C-47")),
      tryLogged({ name: "m", tags: [{ key: letters(256), value: "" }] }, refused("C-47")),
      tryLogged({ name: "m", params: Array.from({ length: 1001 }, (_, at) => ({ key: `p${at}` })) }, refused("C-47")),
    ],
    "takes a run that isn't there": [
      experiment(),
      tryLogged({ name: "m", source_run_id: "0123456789abcdef0123456789abcdef" }),
    ],
    "takes empty texts": [experiment(), tryLogged({ name: "m", source_run_id: "", model_type: "" })],
    "refuses a missing experiment": [
      post("logged-models", { name: "m" }),
      post("logged-models", { experiment_id: "", name: "m" }),
    ],
    "says when there is no experiment": [
      post("logged-models", { experiment_id: "987654321", name: "m" }),
      post("logged-models", { experiment_id: "x", name: "m" }),
    ],
    "refuses a deleted experiment": [
      experiment(),
      post("experiments/delete", { experiment_id: "{{experiment}}" }),
      tryLogged({ name: "m" }),
    ],
    "refuses fields of other types": [
      experiment(),
      tryLogged({ name: 5 }),
      tryLogged({ name: "m", params: "x" }),
      tryLogged({ name: "m", tags: {} }),
      tryLogged({ name: "m", model_type: 5 }),
    ],
    "reads camelCase": [
      experiment(),
      post(
        "logged-models",
        { experimentId: "{{experiment}}", name: "m", modelType: "t", sourceRunId: "r" },
        answered("C-15"),
      ),
    ],
    "goes below the experiment's location": [
      experiment({ artifact_location: "s3://bucket/x/" }),
      tryLogged({ name: "m" }),
    ],
    "has an alias for pages": [
      experiment(),
      {
        method: "POST",
        path: `${AJAX}logged-models`,
        body: { experiment_id: "{{experiment}}", name: "m" },
        save: { model: "model.info.model_id" },
      },
      { method: "GET", path: `${AJAX}logged-models/{{model}}` },
    ],
  }),
  ...cases("loggedModels.get", {
    "says when there is no model": [get(`logged-models/${NO_MODEL}`), get("logged-models/x"), get("logged-models/%20")],
    "says when it is deleted, unless asked for": [
      ...WITH_MODEL,
      onLogged("DELETE", "{{model}}"),
      getLogged(),
      get("logged-models/{{model}}", { allow_deleted: "true" }),
      get("logged-models/{{model}}", { allow_deleted: "false" }),
      get("logged-models/{{model}}", { allow_deleted: "True" }),
    ],
    "takes the id of the path": [...WITH_MODEL, get("logged-models/{{model}}", { model_id: NO_MODEL })],
  }),
  ...cases("loggedModels.finalize", {
    "takes READY and UPLOAD_FAILED": [
      ...WITH_MODEL,
      finalize("LOGGED_MODEL_READY"),
      getLogged(),
      finalize("LOGGED_MODEL_UPLOAD_FAILED"),
      finalize("LOGGED_MODEL_PENDING"),
      getLogged(),
    ],
    "takes a status by number": [...WITH_MODEL, finalize(2), finalize(3)],
    "refuses an unknown status": [
      ...WITH_MODEL,
      ...["NOTHING", 0, "READY", "LOGGED_MODEL_STATUS_UNSPECIFIED"].map((status) => finalize(status, refused("C-49"))),
      getLogged("model", answered("C-49", { "model.info.status": "LOGGED_MODEL_PENDING" })),
    ],
    "refuses a missing status": [...WITH_MODEL, onLogged("PATCH", "{{model}}", { model_id: "{{model}}" })],
    "takes the id of the path": [
      ...WITH_MODEL,
      onLogged("PATCH", "{{model}}", { status: "LOGGED_MODEL_READY" }, answered("C-48")),
    ],
    "says when there is no model": [onLogged("PATCH", NO_MODEL, { model_id: NO_MODEL, status: "LOGGED_MODEL_READY" })],
    "takes a deleted model": [...WITH_MODEL, onLogged("DELETE", "{{model}}"), finalize("LOGGED_MODEL_READY")],
  }),
  ...cases("loggedModels.delete", {
    deletes: [
      ...WITH_RUN_AND_MODEL,
      onLogged("DELETE", "{{model}}"),
      getLogged(),
      post("logged-models/search", { experiment_ids: ["{{experiment}}"] }),
    ],
    "takes a second time": [...WITH_MODEL, onLogged("DELETE", "{{model}}"), onLogged("DELETE", "{{model}}")],
    "says when there is no model": [onLogged("DELETE", NO_MODEL)],
    "lets the name be used again": [...WITH_MODEL, onLogged("DELETE", "{{model}}"), tryLogged({ name: "model" })],
  }),
];
