import { answered, cases, experiment, get, post, refused } from "../steps.ts";

const DELETE = post("experiments/delete", { experiment_id: "{{experiment}}" });

/** Reading experiments by id and by name. */
export const readCases = [
  ...cases("experiments.get", {
    "finds an experiment by id": [experiment(), get("experiments/get", { experiment_id: "{{experiment}}" })],
    "finds a deleted one": [experiment(), DELETE, get("experiments/get", { experiment_id: "{{experiment}}" })],
    "finds the default experiment": [get("experiments/get", { experiment_id: 0 })],
    "says when there is none": [get("experiments/get", { experiment_id: 987654321 })],
    "refuses an id that is no number": [get("experiments/get", { experiment_id: "abc" })],
    "refuses an id with a fraction": [get("experiments/get", { experiment_id: "1.5" })],
    "refuses an id beyond 64 bits": [
      get("experiments/get", { experiment_id: "99999999999999999999" }, refused("C-08")),
      post("runs/create", { experiment_id: "99999999999999999999" }, refused("C-08")),
      post("runs/search", { experiment_ids: ["99999999999999999999"] }, refused("C-08")),
    ],
    "refuses Python's spellings of a number": [
      get("experiments/get", { experiment_id: " 0" }, refused("C-20")),
      get("experiments/get", { experiment_id: "+0" }, refused("C-20")),
    ],
    "refuses ids that look like numbers": [
      get("experiments/get", { experiment_id: "1e3" }),
      get("experiments/get", { experiment_id: "0x1" }),
      get("experiments/get", { experiment_id: "-1" }),
    ],
    "takes a workspace header": [
      get(
        "experiments/get",
        { experiment_id: 0 },
        { headers: { "x-mlflow-workspace": "default" }, ...answered("C-21") },
      ),
    ],
    "refuses a missing id": [get("experiments/get")],
    "refuses an empty id": [get("experiments/get", { experiment_id: "" })],
    "ignores unknown parameters": [experiment(), get("experiments/get", { experiment_id: "{{experiment}}", x: "1" })],
    "takes the camelCase name": [
      experiment(),
      get("experiments/get", { experimentId: "{{experiment}}" }, answered("C-15")),
    ],
  }),
  ...cases("experiments.getByName", {
    "finds an experiment by name": [experiment(), get("experiments/get-by-name", { experiment_name: "{{case}}" })],
    "finds a deleted one": [experiment(), DELETE, get("experiments/get-by-name", { experiment_name: "{{case}}" })],
    "compares case and blanks": [
      experiment(),
      get("experiments/get-by-name", { experiment_name: "{{case}} " }),
      post("experiments/create", { name: "{{case}}UPPER" }),
      get("experiments/get-by-name", { experiment_name: "{{case}}upper" }),
    ],
    "says when there is none": [get("experiments/get-by-name", { experiment_name: "{{case}}" })],
    "refuses a missing name": [get("experiments/get-by-name")],
    "refuses an empty name": [get("experiments/get-by-name", { experiment_name: "" })],
  }),
];
