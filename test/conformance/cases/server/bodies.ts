import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { answered, cases, experiment, get, post, refused, WITH_RUN } from "../steps.ts";

const create = (body: Json, extra: Partial<Step> = {}): Step => post("experiments/create", body, extra);
const typed = (contentType: string | null): Partial<Step> => ({ headers: { "content-type": contentType } });
const NAMED = { name: "{{case}}" };
const READ = get("experiments/get-by-name", { experiment_name: "{{case}}" });

const jsonCases = cases("experiments.create", {
  "refuses an empty body": [create("")],
  "refuses text that is no JSON": [create(`{"name":`), create("name={{case}}"), create("{'name': '{{case}}'}"), READ],
  "refuses JSON with something behind": [create(`{"name":"{{case}}"} x`), READ],
  "refuses a body that is a list": [create([NAMED], refused("C-01")), READ],
  "refuses a body that is a number": [create(5, refused("C-01"))],
  "refuses a body that is null": [create(null)],
  "takes a body that is JSON inside JSON text": [create(JSON.stringify(JSON.stringify(NAMED))), READ],
  "refuses a body that is some JSON text": [create(`"hello"`, refused("C-01"))],
  "takes the last of equal fields": [create(`{"name":"{{case}}-1","name":"{{case}}"}`), READ],
  "takes escapes in text": [create(`{"name":"{{case}}-\\u00e9\\ud83e\\uddea"}`)],
  "ignores an unknown field nested too deep": [
    create(`{"name":"{{case}}","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, answered("C-08")),
  ],
});

const typeCases = cases("experiments.create", {
  "takes a charset": [create(NAMED, typed("application/json; charset=utf-8")), READ],
  "takes the type in capitals": [create(NAMED, { ...typed("Application/JSON"), ...answered("C-17") })],
  "refuses a missing content type": [create(NAMED, typed(null)), READ],
  "refuses text/plain": [create(NAMED, typed("text/plain")), READ],
  "refuses a form": [create("name={{case}}", typed("application/x-www-form-urlencoded")), READ],
  "ignores a query beside the body": [{ ...create({}), query: { name: "{{case}}" } }, READ],
  "reads a query, not a body, on GET": [experiment(), get("experiments/get")],
});

const otherCases = [
  ...cases("runs.search", {
    "refuses text that is no JSON": [post("runs/search", "{", refused("C-02"))],
    "takes an empty body for no fields": [post("runs/search", "")],
  }),
  ...cases("runs.create", {
    "refuses text that is no JSON": [post("runs/create", "{", refused("C-02"))],
  }),
  ...cases("runs.logBatch", {
    "rejects text that is no JSON": [
      ...WITH_RUN,
      post("runs/log-batch", `{"run_id":"{{run}}","tags":[`, refused("C-02")),
    ],
    "takes a large body": [
      ...WITH_RUN,
      post("runs/log-batch", {
        run_id: "{{run}}",
        tags: Array.from({ length: 100 }, (_, index) => ({ key: `t${index}`, value: "v".repeat(8000) })),
        params: Array.from({ length: 100 }, (_, index) => ({ key: `p${index}`, value: "v".repeat(6000) })),
      }),
    ],
    "takes more than a megabyte": [
      ...WITH_RUN,
      post("runs/log-batch", { run_id: "{{run}}", params: [{ key: "p", value: "v".repeat(2_000_000) }] }),
      get("runs/get", { run_id: "{{run}}" }),
    ],
  }),
  ...cases("runs.logParameter", {
    "refuses text that is no JSON": [post("runs/log-parameter", "{")],
    "refuses half a surrogate pair": [
      ...WITH_RUN,
      post("runs/log-parameter", `{"run_id":"{{run}}","key":"k","value":"\\ud800"}`, refused("C-01")),
      get("runs/get", { run_id: "{{run}}" }, answered("C-01", { "run.data.params": null })),
    ],
    "refuses the character 0": [
      ...WITH_RUN,
      post("runs/log-parameter", `{"run_id":"{{run}}","key":"k","value":"a\\u0000b"}`, refused("C-18")),
    ],
  }),
];

/** Request bodies: JSON and what is none, content types, sizes. */
export const bodyCases = [...jsonCases, ...typeCases, ...otherCases];
