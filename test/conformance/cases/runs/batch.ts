import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { answered, cases, get, getRun, letters, post, refused, WITH_RUN } from "../steps.ts";

const NO_RUN = "0123456789abcdef0123456789abcdef";
const batch = (body: { [key: string]: Json }, extra: Partial<Step> = {}): Step =>
  post("runs/log-batch", { run_id: "{{run}}", ...body }, extra);
const UNTOUCHED = { "run.data": { tags: [{ key: "mlflow.runName", value: "run" }] } };
const takes = (body: { [key: string]: Json }): Step[] => [...WITH_RUN, batch(body), getRun()];
/** Refused by both: nothing is written. */
const refuses = takes;
/** Refused by Millrace alone: MLflow writes part of it. Only the run's name stands afterwards. */
const refusesWhole = (body: Json, id: string): Step[] => [
  ...WITH_RUN,
  { ...batch({}, refused(id)), body },
  getRun("run", answered(id, UNTOUCHED)),
];
const withRun = (body: { [key: string]: Json }): Json => ({ run_id: "{{run}}", ...body });
const metric = (key: string, value: Json = 1, more: { [key: string]: Json } = {}): Json => ({
  key,
  value,
  timestamp: 1,
  ...more,
});
const many = (count: number, item: (index: number) => Json): Json[] => Array.from({ length: count }, (_, i) => item(i));
const param = (index: number): Json => ({ key: `p${index}`, value: "1" });

const takesCases = cases("runs.logBatch", {
  "logs everything at once": takes({
    metrics: [metric("loss", 0.5, { step: 1 }), metric("acc", 0.9)],
    params: [{ key: "lr", value: "0.1" }],
    tags: [{ key: "team", value: "blue" }],
  }),
  "does nothing when empty": takes({}),
  "takes empty lists": takes({ metrics: [], params: [], tags: [] }),
  "takes 1000 metrics": takes({ metrics: many(1000, (i) => metric("loss", i, { step: i })) }),
  "takes 100 params": takes({ params: many(100, param) }),
  "takes 100 tags": takes({ tags: many(100, param) }),
  "takes 1000 entities in all": takes({
    metrics: many(800, (i) => metric("m", i, { step: i })),
    params: many(100, param),
    tags: many(100, param),
  }),
  "lets the last of equal tags win": takes({
    tags: [
      { key: "k", value: "1" },
      { key: "k", value: "2" },
    ],
  }),
  "takes the same param again": [...takes({ params: [param(1)] }), batch({ params: [param(1), param(2)] }), getRun()],
  "truncates long values": takes({
    params: [{ key: "p", value: letters(6001) }],
    tags: [{ key: "t", value: letters(8001) }],
  }),
  "takes params and tags without values": takes({ params: [{ key: "p" }], tags: [{ key: "t" }] }),
  "renames through mlflow.runName": takes({ tags: [{ key: "mlflow.runName", value: "beta" }] }),
  "collapses equal points": [
    ...takes({ metrics: [metric("m"), metric("m"), metric("m", 2)] }),
    get("metrics/get-history", { run_id: "{{run}}", metric_key: "m" }),
  ],
  "takes non-finite values as text": [
    ...takes({ metrics: [metric("nan", "NaN"), metric("inf", "Infinity"), metric("ninf", "-Infinity")] }),
    get("metrics/get-history", { run_id: "{{run}}", metric_key: "ninf" }),
  ],
  "takes numbers as text": takes({ metrics: [metric("m", "0.25", { timestamp: "5", step: "7" })] }),
  "takes a null step as 0": takes({ metrics: [metric("m", 1, { step: null })] }),
  "ignores unknown fields": takes({ metrics: [metric("m", 1, { colour: "blue" })], more: [1] }),
});

const refusesCases = cases("runs.logBatch", {
  "rejects 1001 metrics": refuses({ metrics: many(1001, (i) => metric("m", i, { step: i })) }),
  "rejects 101 params": refuses({ params: many(101, param) }),
  "rejects 101 tags": refuses({ tags: many(101, param) }),
  "rejects 1001 entities in all": refuses({
    metrics: many(901, (i) => metric("m", i, { step: i })),
    params: many(100, param),
  }),
  "rejects a metric without a key": refuses({ metrics: [metric("ok"), { value: 1, timestamp: 1 }] }),
  "rejects a metric with an empty key": refuses({ metrics: [metric("")] }),
  "rejects a metric without a value": refuses({ metrics: [metric("ok"), { key: "m", timestamp: 1 }] }),
  "rejects a metric without a timestamp": refuses({ metrics: [metric("ok"), { key: "m", value: 1 }] }),
  "rejects a negative timestamp": refuses({ metrics: [metric("ok"), metric("m", 1, { timestamp: -1 })] }),
  "rejects a bad metric key": refuses({ metrics: [metric("ok"), metric("a//b")], params: [param(1)] }),
  "rejects a metric key of 251 characters": refuses({ metrics: [metric(letters(251))] }),
  "rejects a metric's dataset name without its digest": refuses({
    metrics: [metric("ok"), metric("m", 1, { dataset_name: "d" })],
    tags: [param(1)],
  }),
  "rejects a param without a key": refuses({ params: [{ value: "v" }] }),
  "rejects a bad param key": refuses({ params: [param(1), { key: "a$", value: "v" }] }),
  "rejects a param key of 251 characters": refuses({ params: [{ key: letters(251), value: "v" }] }),
  "rejects equal params": refuses({ params: [param(1), param(1)] }),
  "rejects a tag without a key": refuses({ tags: [{ value: "v" }] }),
  "rejects a bad tag key": refuses({ tags: [param(1), { key: "../a", value: "v" }] }),
  "rejects metrics that are text": refuses({ metrics: "x" }),
  "rejects metrics that are an object": refuses({ metrics: {} }),
  "says when there is no run": [post("runs/log-batch", { run_id: NO_RUN, tags: [param(1)] })],
  "rejects a run id that can't be one": [post("runs/log-batch", { run_id: "no such run" })],
  "rejects a missing run": [post("runs/log-batch", { tags: [param(1)] })],
  "rejects run_uuid alone": [...WITH_RUN, post("runs/log-batch", { run_uuid: "{{run}}", tags: [param(1)] })],
  "rejects a changed param": [
    ...takes({ params: [param(1)] }),
    batch({ params: [{ key: "p1", value: "2" }] }),
    getRun(),
  ],
});

const atomicCases = cases("runs.logBatch", {
  "writes nothing when a metric value is text": refusesWhole(
    withRun({ metrics: [metric("ok"), metric("bad", "abc"), metric("late")], params: [param(1)] }),
    "C-01",
  ),
  "writes nothing when a step is text": refusesWhole(withRun({ metrics: [metric("m", 1, { step: "x" })] }), "C-01"),
  "writes nothing when a metric is a number": [
    ...WITH_RUN,
    batch({ metrics: [metric("ok"), 5] }, refused("C-01")),
    getRun(),
  ],
  "writes nothing when a tag value is a number": refusesWhole(
    withRun({
      tags: [
        { key: "a", value: "1" },
        { key: "b", value: 5 },
        { key: "c", value: "1" },
      ],
    }),
    "C-01",
  ),
  "writes nothing when a param value is a number": refusesWhole(
    withRun({ params: [{ key: "a", value: 5 }], tags: [{ key: "c", value: "1" }] }),
    "C-01",
  ),
  "writes nothing for a bare NaN": refusesWhole(
    `{"run_id":"{{run}}","metrics":[{"key":"m","value":NaN,"timestamp":1}],"tags":[{"key":"c","value":"1"}]}`,
    "C-01",
  ),
  "writes nothing when a value is true": refusesWhole(withRun({ metrics: [metric("m", true)] }), "C-01"),
  "writes nothing when a step has a fraction": refusesWhole(
    withRun({ metrics: [metric("m", 1, { step: 1.5 })] }),
    "C-01",
  ),
  "writes nothing when a step is beyond 64 bits": refusesWhole(
    `{"run_id":"{{run}}","metrics":[{"key":"m","value":1,"timestamp":1,"step":9223372036854775808}]}`,
    "C-01",
  ),
  "writes nothing when the model of a metric is unknown": [
    ...WITH_RUN,
    batch({ metrics: [metric("m", 1, { model_id: "m-0123456789abcdef0123456789abcdef" })], tags: [param(1)] }),
    getRun("run", answered("C-13", UNTOUCHED)),
  ],
  "writes nothing when a param has changed": [
    ...takes({ params: [param(1)] }),
    batch({ params: [param(2), { key: "p1", value: "2" }], metrics: [metric("m")], tags: [param(3)] }),
    getRun(),
  ],
  "takes null for an absent list": [
    ...WITH_RUN,
    batch({ metrics: null, tags: [param(1)] }, answered("C-01")),
    getRun("run", answered("C-01", { "run.data.tags.1": { key: "p1", value: "1" } })),
  ],
});

/** Logging batches: what is taken, what is refused, and that nothing is half-written. */
export const batchCases = [...takesCases, ...refusesCases, ...atomicCases];
