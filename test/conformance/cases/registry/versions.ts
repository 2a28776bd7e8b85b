import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, get, letters, PAUSE, post, refused } from "../steps.ts";
import { alias, change, deleteVersion, getModel, getVersion, model, stage, version, WITH_VERSION } from "./steps.ts";

const RUN = "0123456789abcdef0123456789abcdef";
const update = (fields: { [key: string]: Json }, extra: Partial<Step> = {}): Step =>
  change("PATCH", "model-versions/update", { name: "{{case}}", version: "1", ...fields }, extra);
const downloadUri = (number: string | number = 1): Step =>
  get("model-versions/get-download-uri", { name: "{{case}}", version: number });

/** Versions: making, reading, describing, deleting. */
export const versionCases = [
  ...cases("modelVersions.create", {
    "numbers versions from 1": [model(), version(), version(), version(), getVersion(3), getModel()],
    "keeps run, link, description and tags": [
      model(),
      version({
        run_id: RUN,
        run_link: "https://example.com/run",
        description: "größer",
        tags: [{ key: "k", value: "v" }, { key: "a/b" }],
      }),
      getVersion(),
    ],
    "takes the last of two tags with one key": [
      model(),
      version({
        tags: [
          { key: "k", value: "1" },
          { key: "k", value: "2" },
        ],
      }),
      getVersion(),
    ],
    "takes a run that is no id": [model(), version({ run_id: "any text" }), getVersion()],
    "takes empty texts": [model(), version({ run_id: "", run_link: "", description: "" }), getVersion()],
    "says when there is no logged model": [model(), version({ model_id: `m-${RUN}` }), getModel()],
    "refuses a tag key of 251 characters": [
      model(),
      version({ tags: [{ key: letters(251), value: "x" }] }),
      getVersion(),
    ],
    "refuses a tag value of 100001 characters": [model(), version({ tags: [{ key: "k", value: letters(100_001) }] })],
    "refuses a tag without a key": [model(), version({ tags: [{ value: "x" }] })],
    "refuses a missing source": [model(), post("model-versions/create", { name: "{{case}}" }), version({ source: "" })],
    "refuses a missing name": [post("model-versions/create", { source: "s3://bucket/model" })],
    "refuses a bad name": [version({ name: "a/b" }), version({ name: " " })],
    "refuses a source that is no text": [model(), version({ source: 5 })],
    "says when there is no model": [version()],
  }),
  ...cases("modelVersions.search", {
    "orders by time": [
      ...WITH_VERSION,
      ...PAUSE,
      version(),
      ...PAUSE,
      update({ description: "later" }),
      ...[
        ["creation_timestamp"],
        ["creation_timestamp DESC"],
        ["last_updated_timestamp"],
        ["last_updated_timestamp DESC"],
      ].map((order) => get("model-versions/search", { filter: "name = '{{case}}'", order_by: order })),
      get("model-versions/search", { filter: "name = '{{case}}'" }),
    ],
  }),
  ...cases("modelVersions.get", {
    "gives a version with its aliases": [...WITH_VERSION, alias("a"), alias("b"), getVersion()],
    "says when there is no version": [...WITH_VERSION, getVersion(2), getVersion(0), getVersion(-1)],
    "says when there is no model": [getVersion()],
    "refuses a version that is no number": [
      ...WITH_VERSION,
      getVersion("x"),
      getVersion("1.0"),
      getVersion("v1"),
      getVersion("1e0"),
    ],
    "takes a number with zeros before it": [...WITH_VERSION, getVersion("01")],
    "refuses a number beyond 64 bits": [
      ...WITH_VERSION,
      getVersion("99999999999999999999", refused("C-08", "RESOURCE_DOES_NOT_EXIST", 404)),
    ],
    "refuses a missing version or name": [
      ...WITH_VERSION,
      get("model-versions/get", { name: "{{case}}" }),
      get("model-versions/get", { version: 1 }),
      getVersion(""),
    ],
    "refuses a bad name": [get("model-versions/get", { name: "a/b", version: 1 })],
  }),
  ...cases("modelVersions.getDownloadUri", {
    "gives the source": [...WITH_VERSION, downloadUri()],
    "says when there is no version": [...WITH_VERSION, downloadUri(2)],
    "says when the version is deleted": [...WITH_VERSION, deleteVersion(), downloadUri()],
    "refuses a version that is no number": [...WITH_VERSION, downloadUri("x")],
    "refuses a missing version": [...WITH_VERSION, get("model-versions/get-download-uri", { name: "{{case}}" })],
  }),
  ...cases("modelVersions.update", {
    "sets a description": [...WITH_VERSION, update({ description: "new" }), getVersion()],
    "clears a description that isn't given": [model(), version({ description: "old" }), update({}), getVersion()],
    "clears a description": [model(), version({ description: "old" }), update({ description: "" }), getVersion()],
    "says when there is no version": [...WITH_VERSION, update({ version: "2", description: "x" })],
    "refuses a version that is no number": [...WITH_VERSION, update({ version: "x", description: "x" })],
    "refuses a missing version": [...WITH_VERSION, change("PATCH", "model-versions/update", { name: "{{case}}" })],
    "refuses a description that is no text": [...WITH_VERSION, update({ description: 7 }), getVersion()],
  }),
  ...cases("modelVersions.delete", {
    "deletes a version": [...WITH_VERSION, version(), deleteVersion("1"), getVersion(1), getModel()],
    "never uses a number again": [...WITH_VERSION, version(), deleteVersion("2"), version(), getModel()],
    "takes its aliases along": [
      ...WITH_VERSION,
      version(),
      alias("best", "2"),
      alias("other", "1"),
      deleteVersion("2"),
      getModel(),
      get("registered-models/alias", { name: "{{case}}", alias: "best" }),
    ],
    "leaves the older one of its stage as the latest": [
      ...WITH_VERSION,
      version(),
      stage("Production", "1"),
      stage("Production", "2"),
      deleteVersion("2"),
      getModel(),
      get("registered-models/get-latest-versions", { name: "{{case}}", stages: ["Production"] }),
    ],
    "refuses a second time": [...WITH_VERSION, deleteVersion(), deleteVersion()],
    "says when there is no version": [...WITH_VERSION, deleteVersion("7")],
    "refuses a version that is no number": [...WITH_VERSION, deleteVersion("x"), deleteVersion(1), getVersion()],
    "refuses a missing version": [...WITH_VERSION, change("DELETE", "model-versions/delete", { name: "{{case}}" })],
  }),
];
