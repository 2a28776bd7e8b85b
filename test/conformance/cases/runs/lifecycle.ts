import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, get, getRun, post, refused, WITH_RUN } from "../steps.ts";

const NO_RUN = "0123456789abcdef0123456789abcdef";
const BY_ID = { run_id: "{{run}}" };
const DELETE = post("runs/delete", BY_ID);
const update = (body: { [key: string]: Json }, extra: Partial<Step> = {}): Step =>
  post("runs/update", { ...BY_ID, ...body }, extra);
const updated = (body: { [key: string]: Json }): Step[] => [...WITH_RUN, update(body), getRun()];

const getCases = cases("runs.get", {
  "finds a run by id": [...WITH_RUN, getRun()],
  "finds it by run_uuid": [...WITH_RUN, get("runs/get", { run_uuid: "{{run}}" })],
  "prefers run_id": [...WITH_RUN, get("runs/get", { run_uuid: NO_RUN, run_id: "{{run}}" })],
  "finds a deleted run": [...WITH_RUN, DELETE, getRun()],
  "says when there is none": [get("runs/get", { run_id: NO_RUN })],
  "says so for an id that can't be one": [get("runs/get", { run_id: "no such run" })],
  "refuses a missing id": [get("runs/get")],
  "refuses an empty id": [get("runs/get", { run_id: "" })],
});

const updateCases = cases("runs.update", {
  "ends a run": updated({ status: "FINISHED", end_time: 99 }),
  "takes every status": [
    ...WITH_RUN,
    ...["SCHEDULED", "FINISHED", "FAILED", "KILLED", "RUNNING"].map((status) => update({ status })),
  ],
  "takes a status by number": [...WITH_RUN, update({ status: 4 }), update({ status: 5 }), update({ status: 2 })],
  "ignores an unknown status name": updated({ status: "PAUSED" }),
  "refuses an unknown status number": updated({ status: 99 }),
  "leaves what it isn't told": [...WITH_RUN, update({ status: "FAILED", end_time: 5 }), update({ run_name: "b" })],
  "changes nothing without fields": updated({}),
  "takes an end time as text": updated({ end_time: "123" }),
  "takes an end time before the start": updated({ end_time: -5 }),
  "refuses an end time that is no number": updated({ end_time: "soon" }),
  "refuses an end time with a fraction": [...WITH_RUN, update({ end_time: 1.5 }, refused("C-01")), getRun()],
  "renames, the tag too": updated({ run_name: "beta" }),
  "ignores an empty name": updated({ run_name: "" }),
  "refuses a name that is a number": updated({ run_name: 5 }),
  "works on a finished run": [...WITH_RUN, update({ status: "FINISHED" }), update({ status: "RUNNING" }), getRun()],
  "refuses a deleted run": [...WITH_RUN, DELETE, update({ status: "FINISHED" }), getRun()],
  "takes run_uuid": [...WITH_RUN, post("runs/update", { run_uuid: "{{run}}", status: "FAILED" }), getRun()],
  "says when there is none": [post("runs/update", { run_id: NO_RUN, status: "FAILED" })],
  "refuses a missing id": [post("runs/update", { status: "FAILED" })],
});

const deleteCases = cases("runs.delete", {
  "moves to the trash": [...WITH_RUN, DELETE, getRun()],
  "may be repeated": [...WITH_RUN, DELETE, DELETE],
  "says when there is none": [post("runs/delete", { run_id: NO_RUN })],
  "refuses a missing id": [post("runs/delete", {})],
  "refuses an id that is a number": [post("runs/delete", { run_id: 5 })],
  "stops every change": [
    ...WITH_RUN,
    DELETE,
    post("runs/set-tag", { ...BY_ID, key: "k", value: "v" }),
    post("runs/delete-tag", { ...BY_ID, key: "mlflow.runName" }),
    post("runs/log-parameter", { ...BY_ID, key: "k", value: "v" }),
    post("runs/log-metric", { ...BY_ID, key: "k", value: 1, timestamp: 1 }),
    post("runs/log-batch", BY_ID),
    post("runs/log-inputs", BY_ID),
    post("runs/outputs", { ...BY_ID, models: [{ model_id: "m-1" }] }),
    getRun(),
  ],
});

const restoreCases = cases("runs.restore", {
  "brings back": [...WITH_RUN, DELETE, post("runs/restore", BY_ID), getRun()],
  "may be repeated": [...WITH_RUN, post("runs/restore", BY_ID), getRun()],
  "works inside a deleted experiment": [
    ...WITH_RUN,
    post("experiments/delete", { experiment_id: "{{experiment}}" }),
    post("runs/restore", BY_ID),
    getRun(),
  ],
  "says when there is none": [post("runs/restore", { run_id: NO_RUN })],
  "refuses a missing id": [post("runs/restore", {})],
});

/** Reading, updating, deleting and restoring runs. */
export const lifecycleCases = [...getCases, ...updateCases, ...deleteCases, ...restoreCases];
