import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, get, getRun, letters, post, refused, WITH_RUN } from "../steps.ts";

const NO_RUN = "0123456789abcdef0123456789abcdef";
const log = (body: { [key: string]: Json }, extra: Partial<Step> = {}): Step =>
  post("runs/log-metric", { run_id: "{{run}}", key: "loss", value: 1, timestamp: 10, ...body }, extra);
/** The body as text, for what JavaScript's JSON can't write. */
const logRaw = (fields: string, extra: Partial<Step> = {}): Step => ({
  ...log({}, extra),
  body: `{"run_id":"{{run}}","key":"loss",${fields}}`,
});
const HISTORY = get("metrics/get-history", { run_id: "{{run}}", metric_key: "loss" });
const logs = (...steps: Step[]): Step[] => [...WITH_RUN, ...steps, HISTORY, getRun()];

const valueCases = cases("metrics.log", {
  "stores a point": logs(log({ value: 0.25, step: 3 })),
  "takes step 0 when absent": logs(log({})),
  "takes a negative step": logs(log({ step: -5 })),
  "keeps 64-bit steps exactly": logs(
    logRaw(`"value":1,"timestamp":1,"step":9223372036854775807`),
    logRaw(`"value":1,"timestamp":1,"step":-9223372036854775808`),
    logRaw(`"value":1,"timestamp":1,"step":9007199254740993`),
  ),
  "keeps 64-bit timestamps exactly": logs(logRaw(`"value":1,"timestamp":9223372036854775807`)),
  "takes timestamp 0": logs(log({ timestamp: 0 })),
  "takes numbers as text": logs(log({ value: "0.5", timestamp: "20", step: "4" })),
  "keeps doubles exactly": logs(log({ value: 0.1 }), log({ value: 1e-300 }), log({ value: 123456789.12345679 })),
  "keeps the largest double": logs(log({ value: 1.7976931348623157e308 })),
  "keeps the smallest doubles": logs(log({ value: 5e-324 }), log({ value: -5e-324 })),
  "takes NaN as text": logs(log({ value: "NaN" })),
  "answers infinities as the largest doubles": logs(log({ value: "Infinity" }), log({ value: "-Infinity", step: 1 })),
  "takes -0": logs(logRaw(`"value":-0.0,"timestamp":1`)),
  "takes a number with an exponent": logs(logRaw(`"value":1E2,"timestamp":1.0e1,"step":2.0`)),
  "collapses equal points": logs(log({}), log({}), log({ value: 2 }), log({ timestamp: 11 })),
  "takes any Unicode letter in a key": [...WITH_RUN, log({ key: "größe/实 a:b" }), getRun()],
  "takes a key of 250 characters": [...WITH_RUN, log({ key: letters(250) }), getRun()],
  "works on a finished run": logs(post("runs/update", { run_id: "{{run}}", status: "FINISHED" }), log({})),
  "takes run_uuid": logs(post("runs/log-metric", { run_uuid: "{{run}}", key: "loss", value: 1, timestamp: 1 })),
  "takes the name and digest of a dataset": logs(log({ dataset_name: "d", dataset_digest: "x" })),
  "tells keys apart by case": [...WITH_RUN, log({ key: "Loss" }), log({ key: "loss", value: 2 }), HISTORY, getRun()],
});

const latestCases = cases("metrics.log", {
  "shows the point of the largest step": logs(log({ step: 2, value: 5 }), log({ step: 1, value: 9, timestamp: 99 })),
  "shows the latest timestamp of a step": logs(log({ timestamp: 20, value: 1 }), log({ timestamp: 10, value: 9 })),
  "shows the largest value of a timestamp": logs(log({ value: 3 }), log({ value: 9 }), log({ value: 1 })),
  "counts NaN as 0 among equals": logs(log({ value: "NaN" }), log({ value: -1 })),
  "shows 1 above NaN among equals": logs(log({ value: 1 }), log({ value: "NaN" })),
  "shows NaN at the largest step": logs(log({ value: 5, step: 1 }), log({ value: "NaN", step: 2 })),
  "leaves NaN for a larger step": logs(log({ value: "NaN", step: 1 }), log({ value: 5, step: 2 })),
});

const refusedCases = cases("metrics.log", {
  "refuses a missing value": [...WITH_RUN, post("runs/log-metric", { run_id: "{{run}}", key: "k", timestamp: 1 })],
  "refuses a null value": logs(log({ value: null })),
  "refuses a value that is no number": logs(log({ value: "abc" })),
  "refuses an empty value": logs(log({ value: "" })),
  "refuses a value that is a list": [...WITH_RUN, log({ value: [1] }, refused("C-01")), HISTORY],
  "refuses a missing timestamp": [...WITH_RUN, post("runs/log-metric", { run_id: "{{run}}", key: "k", value: 1 })],
  "refuses a null timestamp": logs(log({ timestamp: null })),
  "refuses a negative timestamp": logs(log({ timestamp: -1 })),
  "refuses a timestamp that is no number": logs(log({ timestamp: "soon" })),
  "refuses a step that is no number": logs(log({ step: "x" })),
  "refuses a missing key": [...WITH_RUN, post("runs/log-metric", { run_id: "{{run}}", value: 1, timestamp: 1 })],
  "refuses an empty key": logs(log({ key: "" })),
  "refuses a key that is a number": logs(log({ key: 5 })),
  "refuses a key of 251 characters": [...WITH_RUN, log({ key: letters(251) }), getRun()],
  "refuses odd characters in a key": [...WITH_RUN, log({ key: "a%b" }), log({ key: "a\\b" }), log({ key: "a(b)" })],
  "refuses a key that is not its own path": [
    ...WITH_RUN,
    log({ key: "a//b" }),
    log({ key: "../b" }),
    log({ key: "." }),
  ],
  "refuses an unknown model": logs(log({ model_id: "m-0123456789abcdef0123456789abcdef" })),
  "refuses a dataset's name without its digest": logs(
    log({ dataset_name: "d" }),
    log({ dataset_name: "d", dataset_digest: "" }),
  ),
  "refuses a dataset's digest without its name": logs(log({ dataset_digest: "x" })),
  "refuses a model id that is a number": logs(log({ model_id: 5 })),
  "says when there is no run": [post("runs/log-metric", { run_id: NO_RUN, key: "k", value: 1, timestamp: 1 })],
  "refuses a missing run": [post("runs/log-metric", { key: "k", value: 1, timestamp: 1 })],
});

const pythonCases = cases("metrics.log", {
  "refuses Python's spellings of numbers": [
    ...WITH_RUN,
    log({ value: " 1" }, refused("C-20")),
    log({ value: "1_0" }, refused("C-20")),
    log({ value: "inf" }, refused("C-20")),
    log({ value: "nan" }, refused("C-20")),
    log({ value: "1e400" }, refused("C-20")),
    log({ timestamp: " 5" }, refused("C-20")),
    log({ step: "1_000" }, refused("C-20")),
  ],
  "takes the usual spellings of numbers": logs(
    log({ value: "1e5" }),
    log({ value: "+1", step: 1 }),
    log({ value: ".5", step: 2 }),
    log({ value: "5.", step: 3 }),
    log({ timestamp: "00012", step: 4 }),
    log({ step: "-3" }),
    log({ step: 1e2 }),
  ),
});

const decodeCases = cases("metrics.log", {
  "refuses a timestamp with a fraction": [...WITH_RUN, log({ timestamp: 1.5 }, refused("C-01"))],
  "refuses a step with a fraction": [...WITH_RUN, log({ step: 1.5 }, refused("C-01"))],
  "refuses a step beyond 64 bits": [
    ...WITH_RUN,
    logRaw(`"value":1,"timestamp":1,"step":9223372036854775808`, refused("C-01")),
  ],
  "refuses a value beyond the doubles": [...WITH_RUN, logRaw(`"value":1e400,"timestamp":1`, refused("C-01"))],
  "refuses true for a number": [...WITH_RUN, log({ value: true }, refused("C-01"))],
  "refuses a bare NaN": [...WITH_RUN, logRaw(`"value":NaN,"timestamp":1`, refused("C-01"))],
  "refuses a bare Infinity": [...WITH_RUN, logRaw(`"value":-Infinity,"timestamp":1`, refused("C-01"))],
});

/** Logging one point. */
export const logCases = [...valueCases, ...latestCases, ...refusedCases, ...decodeCases, ...pythonCases];
