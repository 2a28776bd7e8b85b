import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, getRun, post, refused, WITH_RUN } from "../steps.ts";

const NO_RUN = "0123456789abcdef0123456789abcdef";
const log = (modelJson: Json, extra: Partial<Step> = {}): Step =>
  post("runs/log-model", { run_id: "{{run}}", model_json: modelJson }, extra);
const model = (more: { [key: string]: Json } = {}): string =>
  JSON.stringify({
    artifact_path: "model",
    flavors: { sklearn: { version: "1.0" } },
    utc_time_created: "2024-01-02 03:04:05",
    run_id: "{{run}}",
    ...more,
  });

/** The history of models that old clients keep in a tag. */
export const modelCases = cases("runs.logModel", {
  "keeps a history in a tag": [
    ...WITH_RUN,
    log(model()),
    log(model({ model_uuid: "u", artifact_path: "b" })),
    getRun(),
  ],
  "drops fields that it doesn't know": [
    ...WITH_RUN,
    log(model({ extra: { a: 1 }, mlflow_version: "2.0.0" })),
    getRun(),
  ],
  "refuses text that is no JSON": [...WITH_RUN, log("{"), getRun()],
  "refuses a list": [...WITH_RUN, log("[]", refused("C-01"))],
  "refuses missing fields": [...WITH_RUN, log("{}"), log('{"artifact_path":"a"}'), getRun()],
  "refuses an empty model": [...WITH_RUN, log("")],
  "refuses a missing model": [...WITH_RUN, post("runs/log-model", { run_id: "{{run}}" })],
  "refuses a missing run": [post("runs/log-model", { model_json: "{}" })],
  "says when there is no run": [post("runs/log-model", { run_id: NO_RUN, model_json: model({ run_id: NO_RUN }) })],
  "refuses a deleted run": [...WITH_RUN, post("runs/delete", { run_id: "{{run}}" }), log(model()), getRun()],
});
