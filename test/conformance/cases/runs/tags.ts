import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, getRun, letters, post, WITH_RUN } from "../steps.ts";

const NO_RUN = "0123456789abcdef0123456789abcdef";
const BY_ID = { run_id: "{{run}}" };
const set = (key: Json, value?: Json): Step =>
  post("runs/set-tag", { ...BY_ID, key, ...(value === undefined ? {} : { value }) });
const remove = (key: Json): Step => post("runs/delete-tag", { ...BY_ID, key });
const refusesKey = (key: string): Step[] => [...WITH_RUN, set(key, "v"), getRun()];

/** Tags of runs; the keys of parameters and metrics follow the same rule. */
export const tagCases = [
  ...cases("runs.setTag", {
    "sets a tag": [...WITH_RUN, set("k", "v"), getRun()],
    overwrites: [...WITH_RUN, set("k", "v"), set("k", "w"), getRun()],
    "takes a missing value as the empty one": [...WITH_RUN, set("k"), getRun()],
    "takes a null value as the empty one": [...WITH_RUN, set("k", "v"), set("k", null), getRun()],
    "takes any Unicode in a value": [...WITH_RUN, set("k", "naïve 🧪\u0001\n\"'\\"), getRun()],
    "takes run_uuid": [...WITH_RUN, post("runs/set-tag", { run_uuid: "{{run}}", key: "k", value: "v" }), getRun()],
    "truncates a value to 8000 characters": [...WITH_RUN, set("k", letters(8001)), getRun()],
    "truncates by characters, not bytes": [...WITH_RUN, set("k", `a${letters(8000, "é")}`), getRun()],
    "keeps a value of 8000 characters": [...WITH_RUN, set("k", letters(8000)), getRun()],
    "takes a key of 250 characters": [...WITH_RUN, set(letters(250), "v"), getRun()],
    "refuses a key of 251 characters": refusesKey(letters(251)),
    "refuses an empty key": refusesKey(""),
    "refuses a missing key": [...WITH_RUN, post("runs/set-tag", { ...BY_ID, value: "v" })],
    "takes every allowed character in a key": [...WITH_RUN, set("a_b.c-d e/f:gé实", "v"), getRun()],
    "refuses $ in a key": refusesKey("a$b"),
    "refuses a line break in a key": refusesKey("a\nb"),
    "refuses an emoji in a key": refusesKey("a🧪"),
    "refuses a double slash in a key": refusesKey("a//b"),
    "refuses a leading slash in a key": refusesKey("/a"),
    "refuses a trailing slash in a key": refusesKey("a/"),
    "refuses a dot as key": refusesKey("."),
    "refuses two dots as key": refusesKey(".."),
    "refuses a key that climbs up": refusesKey("../a"),
    "refuses a key with a dot segment": refusesKey("a/./b"),
    "takes dots inside a key": [...WITH_RUN, set("a..b", "v"), set("a.", "v"), getRun()],
    "renames through mlflow.runName": [...WITH_RUN, set("mlflow.runName", "beta"), getRun()],
    "ignores an empty mlflow.runName": [...WITH_RUN, set("mlflow.runName", ""), getRun()],
    "refuses a value that is a number": [...WITH_RUN, set("k", 5), getRun()],
    "refuses a value that is an object": [...WITH_RUN, set("k", { a: 1 }), getRun()],
    "says when there is no run": [post("runs/set-tag", { run_id: NO_RUN, key: "k", value: "v" })],
    "refuses a missing run": [post("runs/set-tag", { key: "k", value: "v" })],
    "works on a finished run": [...WITH_RUN, post("runs/update", { ...BY_ID, status: "FINISHED" }), set("k", "v")],
  }),
  ...cases("runs.deleteTag", {
    "removes a tag": [...WITH_RUN, set("a", "1"), set("b", "2"), remove("a"), getRun()],
    "says when the tag is absent": [...WITH_RUN, remove("a")],
    "keeps the name when its tag goes": [...WITH_RUN, remove("mlflow.runName"), getRun()],
    "refuses a missing key": [...WITH_RUN, post("runs/delete-tag", BY_ID)],
    "refuses an empty key": [...WITH_RUN, remove("")],
    "refuses a key that is a number": [...WITH_RUN, remove(5)],
    "says when there is no run": [post("runs/delete-tag", { run_id: NO_RUN, key: "k" })],
    "refuses a missing run": [post("runs/delete-tag", { key: "k" })],
  }),
];
