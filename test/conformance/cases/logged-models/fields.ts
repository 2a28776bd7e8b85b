import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { answered, cases, get, getRun, letters, post, refused, run } from "../steps.ts";
import { getLogged, logged, NO_MODEL, onLogged, WITH_MODEL, WITH_RUN_AND_MODEL } from "./steps.ts";

const params = (list: Json, extra: Partial<Step> = {}): Step =>
  onLogged("POST", "{{model}}/params", { model_id: "{{model}}", params: list }, extra);
const tags = (list: Json, extra: Partial<Step> = {}): Step =>
  onLogged("PATCH", "{{model}}/tags", { tags: list }, extra);
const dropTag = (key: string): Step => onLogged("DELETE", `{{model}}/tags/${key}`);
const pair = (key: string, value: Json = "v"): Json => ({ key, value });
const metric = (more: { [key: string]: Json } = {}, extra: Partial<Step> = {}): Step =>
  post(
    "runs/log-metric",
    { run_id: "{{run}}", key: "loss", value: 0.5, timestamp: 1, model_id: "{{model}}", ...more },
    extra,
  );
const find = (filter: string, extra: Partial<Step> = {}): Step =>
  post("logged-models/search", { experiment_ids: ["{{experiment}}"], filter }, extra);
const dataset = (name: string, digest: string): Step =>
  post("runs/log-inputs", {
    run_id: "{{run}}",
    datasets: [{ dataset: { name, digest, source_type: "local", source: "s" } }],
  });

/** What belongs to logged models: params, tags, metrics, runs. */
export const fieldCases = [
  ...cases("loggedModels.logParams", {
    "adds params": [...WITH_MODEL, params([pair("a"), pair("b", "")]), params([pair("c")]), getLogged()],
    "refuses a param that is there, even with its value": [
      ...WITH_MODEL,
      params([pair("a")]),
      params([pair("a")]),
      getLogged(),
    ],
    "refuses another value": [...WITH_MODEL, params([pair("a")]), params([pair("b"), pair("a", "w")]), getLogged()],
    "refuses two params of one key": [...WITH_MODEL, params([pair("a"), pair("a", "w")]), getLogged()],
    "takes any key, and none": [
      ...WITH_MODEL,
      params([pair("a//b")]),
      params([pair("")]),
      params([{ value: "x" }]),
      getLogged(),
    ],
    "takes 6000 characters": [...WITH_MODEL, params([pair("a", letters(6000))]), params([pair("b", letters(6001))])],
    "takes no params": [...WITH_MODEL, params([]), onLogged("POST", "{{model}}/params", { model_id: "{{model}}" })],
    "takes 101 params": [...WITH_MODEL, params(Array.from({ length: 101 }, (_, at) => pair(`p${at}`)))],
    "takes the id of the path": [
      ...WITH_MODEL,
      onLogged("POST", "{{model}}/params", { params: [pair("a")] }, answered("C-48")),
    ],
    "says when there is no model": [
      onLogged("POST", `${NO_MODEL}/params`, { model_id: NO_MODEL, params: [pair("a")] }),
    ],
    "takes a deleted model": [...WITH_MODEL, onLogged("DELETE", "{{model}}"), params([pair("a")])],
    "refuses params that are no list": [
      ...WITH_MODEL,
      params("x"),
      params([5], refused("C-01")),
      getLogged("model", answered("C-01", { "model.data": {} })),
    ],
  }),
  ...cases("loggedModels.setTags", {
    "sets and overwrites": [...WITH_MODEL, tags([pair("a"), pair("b")]), tags([pair("a", "w")]), getLogged()],
    "takes a missing value as an empty one": [...WITH_MODEL, tags([{ key: "a" }]), getLogged()],
    "takes the last of two with one key": [...WITH_MODEL, tags([pair("a"), pair("a", "w")]), getLogged()],
    "takes any key, and none": [
      ...WITH_MODEL,
      tags([pair("../a")]),
      tags([pair("")]),
      tags([{ value: "x" }]),
      getLogged(),
    ],
    "takes 8000 characters": [...WITH_MODEL, tags([pair("a", letters(8000))]), tags([pair("b", letters(8001))])],
    "takes no tags": [...WITH_MODEL, tags([]), onLogged("PATCH", "{{model}}/tags", {})],
    "says when there is no model": [onLogged("PATCH", `${NO_MODEL}/tags`, { tags: [pair("a")] })],
    "takes a deleted model": [...WITH_MODEL, onLogged("DELETE", "{{model}}"), tags([pair("a")])],
    "refuses tags that are no list": [
      ...WITH_MODEL,
      tags("x"),
      tags([5], refused("C-01")),
      getLogged("model", answered("C-01", { "model.info.tags": null })),
    ],
  }),
  ...cases("loggedModels.deleteTag", {
    deletes: [...WITH_MODEL, tags([pair("a"), pair("b")]), dropTag("a"), getLogged()],
    "takes a key of any letters": [
      ...WITH_MODEL,
      tags([pair("größe x"), pair("a.b-c")]),
      dropTag("gr%C3%B6%C3%9Fe%20x"),
      dropTag("a.b-c"),
      getLogged(),
    ],
    "takes a key with a slash": [
      ...WITH_MODEL,
      tags([pair("a/b")]),
      { ...dropTag("a%2Fb"), ...answered("C-53") },
      getLogged("model", answered("C-53", { "model.info.tags": null })),
    ],
    "says when there is no tag": [...WITH_MODEL, dropTag("a")],
    "says when there is no model": [onLogged("DELETE", `${NO_MODEL}/tags/a`)],
  }),
  ...cases("metrics.log", {
    "adds a point to a logged model": [
      ...WITH_RUN_AND_MODEL,
      metric(),
      getLogged(),
      getRun(),
      get("metrics/get-history", { run_id: "{{run}}", metric_key: "loss" }),
    ],
    "keeps every point of a logged model": [
      ...WITH_RUN_AND_MODEL,
      metric(),
      metric({ step: 1, value: 0.25 }),
      metric({ step: 1, value: 0.25 }),
      metric({ key: "acc", value: 0.9 }),
      getLogged(),
    ],
    "adds a point with its data set": [
      ...WITH_RUN_AND_MODEL,
      dataset("iris", "1"),
      metric({ dataset_name: "iris", dataset_digest: "1" }),
      metric({ dataset_name: "wine", dataset_digest: "2", timestamp: 2 }),
      getLogged(),
    ],
    "adds one point on two data sets": [
      ...WITH_RUN_AND_MODEL,
      metric({ dataset_name: "iris", dataset_digest: "1" }),
      metric({ dataset_name: "wine", dataset_digest: "2" }, answered("C-45")),
      getLogged("model", answered("C-45", { "model.data.metrics.1.dataset_name": "wine" })),
    ],
    "adds points of two runs": [
      ...WITH_RUN_AND_MODEL,
      run({}, "other"),
      metric(),
      metric({ run_id: "{{other}}", value: 2 }),
      getLogged(),
    ],
    "adds what is no finite number": [
      ...WITH_RUN_AND_MODEL,
      metric({ value: "Infinity" }),
      metric({ key: "j", value: "-Infinity" }),
      getLogged(),
      metric({ key: "k", value: "NaN" }),
      getLogged("model", answered("C-46", { "model.data.metrics.1.value": "NaN" })),
      find("metrics.k < 1", answered("C-46", { models: null })),
    ],
    "takes a deleted logged model": [...WITH_RUN_AND_MODEL, onLogged("DELETE", "{{model}}"), metric(), getRun()],
  }),
  ...cases("runs.logBatch", {
    "adds points to logged models": [
      ...WITH_RUN_AND_MODEL,
      logged({}, "second"),
      post("runs/log-batch", {
        run_id: "{{run}}",
        metrics: [
          { key: "a", value: 1, timestamp: 1, step: 0, model_id: "{{model}}" },
          {
            key: "a",
            value: 2,
            timestamp: 2,
            step: 1,
            model_id: "{{second}}",
            dataset_name: "iris",
            dataset_digest: "1",
          },
          { key: "b", value: 3, timestamp: 3 },
        ],
      }),
      getLogged(),
      getLogged("second"),
      getRun(),
    ],
  }),
  ...cases("runs.logOutputs", {
    "links a run to its logged models": [
      ...WITH_RUN_AND_MODEL,
      logged({}, "second"),
      post("runs/outputs", {
        run_id: "{{run}}",
        models: [
          { model_id: "{{model}}", step: 3 },
          { model_id: "{{second}}", step: 0 },
        ],
      }),
      getRun("run", { unordered: ["run.outputs.model_outputs"] }),
    ],
  }),
  ...cases("runs.logInputs", {
    "links a run to the logged model that it reads": [
      ...WITH_RUN_AND_MODEL,
      post("runs/log-inputs", { run_id: "{{run}}", models: [{ model_id: "{{model}}" }] }),
      getRun(),
    ],
  }),
];
