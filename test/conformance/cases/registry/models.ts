import { AJAX, cases, get, letters, PAUSE, post } from "../steps.ts";
import { alias, change, deleteVersion, getModel, getVersion, model, stage, version, WITH_VERSION } from "./steps.ts";

const rename = (newName: string, extra = {}) =>
  post("registered-models/rename", { name: "{{case}}", new_name: newName }, extra);
const update = (fields: Record<string, string | number | null>, extra = {}) =>
  change("PATCH", "registered-models/update", { name: "{{case}}", ...fields }, extra);

/** Which of a case's models changed last: each change of a model tells by this what it counts as. */
const TIME_ORDERS = ["last_updated_timestamp", "timestamp DESC"].map((order) =>
  get("registered-models/search", { filter: "name LIKE '{{case}}%'", order_by: [order] }),
);

/** Registered models: making, reading, renaming, describing, deleting. */
export const modelCases = [
  ...cases("registeredModels.create", {
    "makes an empty model": [model(), getModel()],
    "keeps description and tags": [
      model({ description: "über iris", tags: [{ key: "team", value: "blue" }, { key: "a b/c.d" }] }),
      getModel(),
    ],
    "takes the last of two tags with one key": [
      model({
        tags: [
          { key: "k", value: "1" },
          { key: "k", value: "2" },
        ],
      }),
      getModel(),
    ],
    "keeps an empty description": [model({ description: "" }), getModel()],
    "keeps a job of deployment": [model({ deployment_job_id: "job 7" }), getModel()],
    "takes names of any letters": [
      model({ name: "{{case}} größe 模型 🦆" }),
      getModel("{{case}} größe 模型 🦆"),
      model({ name: "{{case}}.a-b_c" }),
      model({ name: "{{case}}@x" }),
      model({ name: "{{case}}#x?y=1&z" }),
      getModel("{{case}}#x?y=1&z"),
      model({ name: "{{case}}\\x" }),
      model({ name: " {{case}} " }),
      getModel(" {{case}} "),
    ],
    "tells names apart by case": [model({ name: "{{case}}-A" }), model({ name: "{{case}}-a" })],
    "refuses a slash or a colon in a name": [model({ name: "{{case}}/x" }), model({ name: "{{case}}:1" })],
    "refuses names of blanks or nothing": [
      model({ name: "" }),
      model({ name: " " }),
      model({ name: null }),
      post("registered-models/create", {}),
    ],
    "refuses names that climb": [model({ name: ".." }), model({ name: "." }), model({ name: "..{{case}}" })],
    "refuses a name that is no text": [model({ name: 5 }), model({ name: ["x"] })],
    "refuses a name that is taken": [model(), model({ description: "other" }), getModel()],
    "takes a name of 256 characters": [model({ name: `{{case}}${letters(241)}` })],
    "refuses a tag without a key": [model({ tags: [{ value: "x" }] }), getModel()],
    "takes a tag key of 250 characters": [model({ tags: [{ key: letters(250), value: "" }] }), getModel()],
    "refuses a tag key of 251 characters": [model({ tags: [{ key: letters(251), value: "" }] }), getModel()],
    "takes a tag value of 100000 characters": [model({ tags: [{ key: "k", value: letters(100_000) }] })],
    "refuses a tag value of 100001 characters": [model({ tags: [{ key: "k", value: letters(100_001) }] }), getModel()],
    "refuses tags that are no list": [model({ tags: "x" })],
    "refuses tags that are no objects": [model({ tags: [5] })],
    "reads camelCase": [model({ deploymentJobId: "7" }), getModel()],
    "has an alias for pages": [
      { method: "POST", path: `${AJAX}registered-models/create`, body: { name: "{{case}}" } },
      { method: "GET", path: `${AJAX}registered-models/get`, query: { name: "{{case}}" } },
    ],
  }),
  ...cases("registeredModels.get", {
    "gives the latest version of each stage": [
      ...WITH_VERSION,
      version(),
      version(),
      stage("Staging", "1"),
      stage("Staging", "2"),
      getModel(),
    ],
    "says when there is no model": [getModel("{{case}}")],
    "refuses a missing name": [get("registered-models/get"), getModel("")],
    "refuses a name that can't be one": [getModel("a/b")],
  }),
  ...cases("registeredModels.search", {
    "orders by time": [
      model({ name: "{{case}}-b" }),
      ...PAUSE,
      model({ name: "{{case}}-a" }),
      ...PAUSE,
      post("registered-models/set-tag", { name: "{{case}}-b", key: "k", value: "v" }),
      ...TIME_ORDERS,
      ...PAUSE,
      version({ name: "{{case}}-b" }),
      ...TIME_ORDERS,
      ...PAUSE,
      change("PATCH", "registered-models/update", { name: "{{case}}-a", description: "later" }),
      ...TIME_ORDERS,
      ...PAUSE,
      alias("best", "1", { body: { name: "{{case}}-b", alias: "best", version: "1" } }),
      ...TIME_ORDERS,
      ...PAUSE,
      change("PATCH", "model-versions/update", { name: "{{case}}-b", version: "1", description: "latest" }),
      ...TIME_ORDERS,
    ],
  }),
  ...cases("registeredModels.rename", {
    "renames with versions, aliases and tags": [
      ...WITH_VERSION,
      alias("best"),
      post("registered-models/set-tag", { name: "{{case}}", key: "k", value: "v" }),
      rename("{{case}}-new"),
      getModel("{{case}}-new"),
      getModel(),
      getVersion(),
      get("model-versions/get", { name: "{{case}}-new", version: 1 }),
      get("registered-models/alias", { name: "{{case}}-new", alias: "best" }),
    ],
    "renames twice and back": [
      model(),
      rename("{{case}}-b"),
      post("registered-models/rename", { name: "{{case}}-b", new_name: "{{case}}" }),
      getModel(),
    ],
    "refuses a name that is taken": [model(), model({ name: "{{case}}-b" }), rename("{{case}}-b"), getModel()],
    "takes its own name": [model(), rename("{{case}}")],
    "refuses a bad name": [model(), rename("a/b"), rename(""), rename(" "), rename("a:b")],
    "refuses a missing name": [
      model(),
      post("registered-models/rename", { name: "{{case}}" }),
      post("registered-models/rename", { new_name: "{{case}}" }),
    ],
    "says when there is no model": [rename("{{case}}-b")],
  }),
  ...cases("registeredModels.update", {
    "sets a description": [model(), update({ description: "new" }), getModel()],
    "clears a description that isn't given": [model({ description: "old" }), update({}), getModel()],
    "clears a description": [model({ description: "old" }), update({ description: "" }), getModel()],
    "takes null as not given": [model({ description: "old" }), update({ description: null }), getModel()],
    "sets a job of deployment": [model(), update({ description: "d", deployment_job_id: "7" }), getModel()],
    "refuses a description that is no text": [model({ description: "old" }), update({ description: 5 }), getModel()],
    "says when there is no model": [update({ description: "x" })],
    "refuses a missing name": [change("PATCH", "registered-models/update", { description: "x" })],
    "takes a body without a media type": [
      model(),
      update({ description: "x" }, { headers: { "content-type": null } }),
      getModel(),
    ],
  }),
  ...cases("registeredModels.delete", {
    "deletes with versions, aliases and tags": [
      model({ tags: [{ key: "k", value: "v" }] }),
      version(),
      alias("best"),
      change("DELETE", "registered-models/delete", { name: "{{case}}" }),
      getModel(),
      getVersion(),
      get("registered-models/alias", { name: "{{case}}", alias: "best" }),
      get("model-versions/search", { filter: "name = '{{case}}'" }),
      get("registered-models/search", { filter: "name = '{{case}}'" }),
    ],
    "lets the name be used again, from version 1": [
      ...WITH_VERSION,
      version(),
      deleteVersion("2"),
      change("DELETE", "registered-models/delete", { name: "{{case}}" }),
      model(),
      getModel(),
      version(),
    ],
    "says when there is no model": [change("DELETE", "registered-models/delete", { name: "{{case}}" })],
    "refuses a missing name": [change("DELETE", "registered-models/delete", {})],
    "reads the name from the body only": [
      model(),
      { method: "DELETE", path: "/api/2.0/mlflow/registered-models/delete", query: { name: "{{case}}" } },
      getModel(),
    ],
  }),
];
