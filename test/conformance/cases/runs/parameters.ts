import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, getRun, letters, post, WITH_RUN } from "../steps.ts";

const NO_RUN = "0123456789abcdef0123456789abcdef";
const BY_ID = { run_id: "{{run}}" };
const log = (key: Json, value?: Json): Step =>
  post("runs/log-parameter", { ...BY_ID, key, ...(value === undefined ? {} : { value }) });
const refusesKey = (key: string): Step[] => [...WITH_RUN, log(key, "v"), getRun()];

/** Parameters. */
export const parameterCases = cases("runs.logParameter", {
  "stores a parameter": [...WITH_RUN, log("lr", "0.1"), getRun()],
  "takes the same value again": [...WITH_RUN, log("lr", "0.1"), log("lr", "0.1"), getRun()],
  "refuses another value": [...WITH_RUN, log("lr", "0.1"), log("lr", "0.2"), getRun()],
  "refuses another value for an empty one": [...WITH_RUN, log("lr", ""), log("lr", "0.2"), getRun()],
  "tells keys apart by case": [...WITH_RUN, log("lr", "1"), log("LR", "2"), getRun()],
  "takes a missing value as the empty one": [...WITH_RUN, log("lr"), log("lr", ""), getRun()],
  "takes a null value as the empty one": [...WITH_RUN, log("lr", null), getRun()],
  "truncates a value to 6000 characters": [...WITH_RUN, log("k", letters(6001)), getRun()],
  "takes a truncated value again": [...WITH_RUN, log("k", letters(6001)), log("k", letters(6001)), getRun()],
  "keeps a value of 6000 characters": [...WITH_RUN, log("k", letters(6000)), getRun()],
  "takes any Unicode in a value": [...WITH_RUN, log("k", "naïve 🧪\n\"'\\"), getRun()],
  "takes a key of 250 characters": [...WITH_RUN, log(letters(250), "v"), getRun()],
  "refuses a key of 251 characters": refusesKey(letters(251)),
  "refuses an empty key": refusesKey(""),
  "refuses odd characters in a key": refusesKey("a=b"),
  "refuses a key that is not its own path": refusesKey("a//b"),
  "refuses two dots as key": refusesKey(".."),
  "refuses a leading slash in a key": refusesKey("/a"),
  "refuses a missing key": [...WITH_RUN, post("runs/log-parameter", { ...BY_ID, value: "v" })],
  "refuses a value that is a number": [...WITH_RUN, log("k", 5), getRun()],
  "refuses a value that is true": [...WITH_RUN, log("k", true), getRun()],
  "takes run_uuid": [...WITH_RUN, post("runs/log-parameter", { run_uuid: "{{run}}", key: "k", value: "v" }), getRun()],
  "says when there is no run": [post("runs/log-parameter", { run_id: NO_RUN, key: "k", value: "v" })],
  "refuses a missing run": [post("runs/log-parameter", { key: "k", value: "v" })],
  "works on a finished run": [
    ...WITH_RUN,
    post("runs/update", { ...BY_ID, status: "FINISHED" }),
    log("k", "v"),
    getRun(),
  ],
});
