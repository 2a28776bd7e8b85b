import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { answered, cases, getRun, post, refused, WITH_RUN } from "../steps.ts";

const NO_RUN = "0123456789abcdef0123456789abcdef";
const MODEL = "m-0123456789abcdef0123456789abcdef";
const OTHER = "m-fedcba9876543210fedcba9876543210";
const input = (models: Json, extra: Partial<Step> = {}): Step =>
  post("runs/log-inputs", { run_id: "{{run}}", models }, extra);
const output = (models: Json, extra: Partial<Step> = {}): Step =>
  post("runs/outputs", { run_id: "{{run}}", models }, extra);
const many = (count: number): Json => Array.from({ length: count }, (_, index) => ({ model_id: `m-${index}` }));
const READ = getRun("run", { unordered: ["run.inputs.model_inputs", "run.outputs.model_outputs"] });
const SEARCH = post(
  "runs/search",
  { experiment_ids: ["{{experiment}}"] },
  { unordered: ["runs.outputs.model_outputs", "runs.inputs.model_inputs"] },
);

/** Models as inputs and outputs of runs. */
export const modelCases = [
  ...cases("runs.logInputs", {
    "stores a model": [...WITH_RUN, input([{ model_id: MODEL }]), READ, SEARCH],
    "stores several models": [...WITH_RUN, input([{ model_id: MODEL }, { model_id: OTHER }]), READ],
    "stores a model again": [...WITH_RUN, input([{ model_id: MODEL }]), input([{ model_id: MODEL }]), READ],
    "refuses 1001 models": [...WITH_RUN, input(many(1001), refused("C-24"))],
    "stores datasets and models together": [
      ...WITH_RUN,
      post("runs/log-inputs", {
        run_id: "{{run}}",
        datasets: [{ dataset: { name: "iris", digest: "1", source_type: "local", source: "s" } }],
        models: [{ model_id: MODEL }],
      }),
      READ,
    ],
  }),
  ...cases("runs.logOutputs", {
    "stores a model with its step": [...WITH_RUN, output([{ model_id: MODEL, step: 7 }]), READ, SEARCH],
    "takes step 0 when absent": [...WITH_RUN, output([{ model_id: MODEL }]), READ],
    "takes a step as text": [...WITH_RUN, output([{ model_id: MODEL, step: "7" }]), READ],
    "stores several models": [...WITH_RUN, output([{ model_id: MODEL }, { model_id: OTHER, step: 2 }]), READ],
    "refuses 1001 models": [...WITH_RUN, output(many(1001), refused("C-24"))],
    "refuses a model that is there": [
      ...WITH_RUN,
      output([{ model_id: MODEL }]),
      output([{ model_id: OTHER }, { model_id: MODEL, step: 5 }]),
      READ,
    ],
    "does nothing for an empty list": [...WITH_RUN, output([]), READ],
    "takes a model without an id": [...WITH_RUN, output([{ step: 1 }]), READ],
    "refuses missing models": [...WITH_RUN, post("runs/outputs", { run_id: "{{run}}" })],
    "refuses models that are text": [...WITH_RUN, output("x"), READ],
    "refuses a step that is no number": [
      ...WITH_RUN,
      output([{ model_id: MODEL, step: "x" }], refused("C-01")),
      getRun("run", answered("C-01", { "run.outputs": {} })),
    ],
    "says when there is no run": [post("runs/outputs", { run_id: NO_RUN, models: [{ model_id: MODEL }] })],
    "refuses a missing run": [post("runs/outputs", { models: [{ model_id: MODEL }] })],
    "refuses a deleted run": [
      ...WITH_RUN,
      post("runs/delete", { run_id: "{{run}}" }),
      output([{ model_id: MODEL }]),
      READ,
    ],
  }),
];
