import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, experiment, get, getRun, letters, post, refused, run, WITH_RUN } from "../steps.ts";

const BY_ID = { experiment_id: "{{experiment}}" };
const UNKNOWN = { experiment_id: "987654321" };
const DELETE = post("experiments/delete", BY_ID);
const RESTORE = post("experiments/restore", BY_ID);
const READ = get("experiments/get", BY_ID);
const rename = (newName: Json, extra: Partial<Step> = {}): Step =>
  post("experiments/update", { ...BY_ID, new_name: newName }, extra);

const updateCases = cases("experiments.update", {
  renames: [experiment(), rename("{{case}}-new"), READ],
  "frees the old name": [experiment(), rename("{{case}}-new"), post("experiments/create", { name: "{{case}}" })],
  "takes the same name again": [experiment(), rename("{{case}}"), READ],
  "refuses a name in use": [
    experiment(),
    post("experiments/create", { name: "{{case}}-other" }),
    rename("{{case}}-other"),
    READ,
  ],
  "refuses the name of a deleted experiment": [
    experiment(),
    DELETE,
    post("experiments/create", { name: "{{case}}-other" }, { save: { other: "experiment_id" } }),
    post("experiments/update", { experiment_id: "{{other}}", new_name: "{{case}}" }),
  ],
  "refuses to rename a deleted experiment": [experiment(), DELETE, rename("{{case}}-new", refused("C-03")), READ],
  "refuses a missing new name": [experiment(), post("experiments/update", BY_ID)],
  "refuses an empty new name": [experiment(), rename("")],
  "refuses a new name that is a number": [experiment(), rename(5), READ],
  "refuses a new name of 501 characters": [experiment(), rename(letters(501)), READ],
  "says when there is none": [post("experiments/update", { ...UNKNOWN, new_name: "{{case}}" })],
  "refuses an id that is no number": [post("experiments/update", { experiment_id: "abc", new_name: "{{case}}" })],
  "refuses a missing id": [post("experiments/update", { new_name: "{{case}}" })],
});

const deleteCases = cases("experiments.delete", {
  "moves to the trash": [experiment(), DELETE, READ],
  "takes the runs along": [...WITH_RUN, DELETE, getRun()],
  "refuses a second time": [experiment(), DELETE, DELETE],
  "says when there is none": [post("experiments/delete", UNKNOWN)],
  "refuses an id that is no number": [post("experiments/delete", { experiment_id: "abc" })],
  "refuses an id as a JSON number": [post("experiments/delete", { experiment_id: 5 })],
  "refuses a missing id": [post("experiments/delete", {})],
  "stops new runs": [experiment(), DELETE, post("runs/create", BY_ID)],
  "stops logging to its runs": [
    ...WITH_RUN,
    DELETE,
    post("runs/set-tag", { run_id: "{{run}}", key: "k", value: "v" }),
    post("runs/log-metric", { run_id: "{{run}}", key: "k", value: 1, timestamp: 1 }),
    post("runs/log-parameter", { run_id: "{{run}}", key: "k", value: "v" }),
    post("runs/log-batch", { run_id: "{{run}}", tags: [{ key: "k", value: "v" }] }),
    post("runs/update", { run_id: "{{run}}", status: "FINISHED" }),
    getRun(),
  ],
});

const restoreCases = cases("experiments.restore", {
  "brings it back": [experiment(), DELETE, RESTORE, READ],
  "brings back every run, also those deleted before": [
    ...WITH_RUN,
    run({}, "other"),
    post("runs/delete", { run_id: "{{other}}" }),
    DELETE,
    RESTORE,
    getRun(),
    getRun("other"),
  ],
  "refuses an active one": [experiment(), RESTORE],
  "says when there is none": [post("experiments/restore", UNKNOWN)],
  "refuses an id that is no number": [post("experiments/restore", { experiment_id: "abc" })],
  "refuses a missing id": [post("experiments/restore", {})],
});

/** Renaming, deleting and restoring experiments. */
export const changeCases = [...updateCases, ...deleteCases, ...restoreCases];
