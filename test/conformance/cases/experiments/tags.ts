import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, experiment, get, letters, post } from "../steps.ts";

const BY_ID = { experiment_id: "{{experiment}}" };
const DELETE = post("experiments/delete", BY_ID);
const READ = get("experiments/get", BY_ID);
const set = (key: Json, value?: Json): Step =>
  post("experiments/set-experiment-tag", { ...BY_ID, key, ...(value === undefined ? {} : { value }) });
const remove = (key: string): Step => post("experiments/delete-experiment-tag", { ...BY_ID, key });

const CUSTOM_VIEWS = Array.from({ length: 51 }, (_, index) => set(`mlflow.customView.view${index}`, "{}"));

/** Tags of experiments, the reserved ones included. */
export const tagCases = [
  ...cases("experiments.setTag", {
    "sets a tag": [experiment(), set("team", "blue"), READ],
    overwrites: [experiment(), set("team", "blue"), set("team", "red"), READ],
    "takes a missing value as the empty one": [experiment(), set("team"), READ],
    "takes a null value as the empty one": [experiment(), set("team", "x"), set("team", null), READ],
    "takes a key of 250 characters": [experiment(), set(letters(250), "v"), READ],
    "refuses a key of 251 characters": [experiment(), set(letters(251), "v"), READ],
    "takes a value of 20000 characters": [experiment(), set("k", letters(20_000)), READ],
    "refuses a value of 20001 characters": [experiment(), set("k", letters(20_001)), READ],
    "refuses a missing key": [experiment(), post("experiments/set-experiment-tag", { ...BY_ID, value: "v" })],
    "refuses an empty key": [experiment(), set("", "v")],
    "refuses a key with odd characters": [experiment(), set("a$b", "v"), set("a\nb", "v"), set("a\u0000b", "v"), READ],
    "refuses a key that is not its own path": [
      experiment(),
      set("a//b", "v"),
      set("a/../b", "v"),
      set("/a", "v"),
      READ,
    ],
    "takes every allowed character in a key": [experiment(), set("a_b.c-d e/f:gé实", "v"), READ],
    "refuses a value that is a number": [experiment(), set("k", 5), READ],
    "refuses a key that is a number": [experiment(), set(5, "v"), READ],
    "refuses a deleted experiment": [experiment(), DELETE, set("k", "v"), READ],
    "says when there is none": [
      post("experiments/set-experiment-tag", { experiment_id: "987654321", key: "k", value: "v" }),
    ],
    "refuses an id that is no number": [
      post("experiments/set-experiment-tag", { experiment_id: "abc", key: "k", value: "v" }),
    ],
    "refuses a missing id": [post("experiments/set-experiment-tag", { key: "k", value: "v" })],
    "takes at most 50 custom views": [experiment(), ...CUSTOM_VIEWS, set("mlflow.customView.view1", '{"a":1}')],
    "checks the trace retention": [
      experiment(),
      set("mlflow.trace.archivalRetention", '{"type":"duration","value":"30d"}'),
      set("mlflow.trace.archivalRetention", "30d"),
      set("mlflow.trace.archivalRetention", '{"type":"duration","value":"soon"}'),
      set("mlflow.trace.archivalRetention", '{"type":"size","value":"30d"}'),
      set("mlflow.trace.archivalRetention", "{}"),
      READ,
    ],
    "checks the order to archive traces": [
      experiment(),
      set("mlflow.trace.archiveNow", "{}"),
      set("mlflow.trace.archiveNow", '{"older_than":"1d"}'),
      set("mlflow.trace.archiveNow", '{"older_than":"soon"}'),
      set("mlflow.trace.archiveNow", "now"),
      READ,
    ],
  }),
  ...cases("experiments.deleteTag", {
    "removes a tag": [experiment(), set("a", "1"), set("b", "2"), remove("a"), READ],
    "says when the tag is absent": [experiment(), remove("a")],
    "refuses a missing key": [experiment(), post("experiments/delete-experiment-tag", BY_ID)],
    "refuses a deleted experiment": [experiment({ tags: [{ key: "a", value: "1" }] }), DELETE, remove("a"), READ],
    "says when there is no experiment": [
      post("experiments/delete-experiment-tag", { experiment_id: "987654321", key: "a" }),
    ],
    "refuses an id that is no number": [post("experiments/delete-experiment-tag", { experiment_id: "abc", key: "a" })],
    "refuses a missing id": [post("experiments/delete-experiment-tag", { key: "a" })],
  }),
];
