import type { Step, Story } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { experiment, post, run } from "../steps.ts";
import { logged, onLogged } from "./steps.ts";

type Fields = { [key: string]: Json };

const param = (key: string, value: string): Fields => ({ key, value });
const metric = (model: string, key: string, value: Json, more: Fields = {}): Step =>
  post("runs/log-metric", { run_id: "{{run}}", key, value, timestamp: 1, step: 0, model_id: `{{${model}}}`, ...more });
/** Which of the data sets a metric is measured on. */
export const onIris = { dataset_name: "iris", dataset_digest: "1" };
export const onWine = { dataset_name: "wine", dataset_digest: "2" };

/** Five logged models of one experiment with what can be searched for, and one of another. */
export const LOGGED: Story = {
  name: "logged",
  steps: [
    experiment(),
    run(),
    logged(
      {
        model_type: "tree",
        source_run_id: "{{run}}",
        params: [param("depth", "3"), param("a b", "x")],
        tags: [param("team", "blue")],
      },
      "alpha",
    ),
    logged(
      { model_type: "Tree", params: [param("depth", "10")], tags: [param("team", "red"), param("a.b", "y")] },
      "Beta",
    ),
    logged({ model_type: "linear", source_run_id: "{{run}}", tags: [param("team", "")] }, "gamma_1"),
    logged({ params: [param("depth", "3")] }, "delta"),
    logged({}, "gone"),
    post("experiments/create", { name: "{{case}}-other" }, { save: { other_experiment: "experiment_id" } }),
    logged({ experiment_id: "{{other_experiment}}", name: "elsewhere" }, "elsewhere"),
    metric("alpha", "acc", 0.9),
    metric("alpha", "acc", 0.5, { step: 1, timestamp: 2 }),
    metric("Beta", "acc", 0.7),
    metric("gamma_1", "acc", 0.1),
    metric("alpha", "loss", 0.1, onIris),
    metric("Beta", "loss", 0.2, onIris),
    metric("Beta", "loss", 0.05, { ...onWine, timestamp: 2 }),
    metric("delta", "a b", 1),
    onLogged("PATCH", "{{alpha}}", { model_id: "{{alpha}}", status: "LOGGED_MODEL_READY" }),
    onLogged("DELETE", "{{gone}}"),
  ],
};

/** A search of the story's first experiment, by name. */
export const find = (filter: string, more: Fields = {}, extra: Partial<Step> = {}): Step =>
  post(
    "logged-models/search",
    { experiment_ids: ["{{experiment}}"], filter, order_by: [{ field_name: "name" }], ...more },
    extra,
  );
