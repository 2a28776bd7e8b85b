import type { Step, Story } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { post } from "../steps.ts";

type Fields = { [key: string]: Json };

const named = (name: string, more: Fields = {}): Step =>
  post("registered-models/create", { name: `{{case}}-${name}`, ...more });
const made = (name: string, more: Fields = {}): Step =>
  post("model-versions/create", { name: `{{case}}-${name}`, source: `s3://bucket/${name}`, ...more });
const tags = (map: Readonly<Record<string, string>>): Fields => ({
  tags: Object.entries(map).map(([key, value]) => ({ key, value })),
});

/** Six models with versions, and two prompts, whose names begin with `models`. */
export const MODELS: Story = {
  name: "models",
  steps: [
    named("alpha", tags({ team: "blue", task: "iris" })),
    named("Beta", tags({ team: "red", "a b": "x" })),
    named("gamma_1", tags({ team: "Blue", "a.b": "y" })),
    named("delta%", {}),
    named("größe", tags({ "mlflow.prompt.is_prompt": "false" })),
    named("empty", tags({ team: "" })),
    named("prompt", tags({ "mlflow.prompt.is_prompt": "true", team: "blue" })),
    named("prompt-2", tags({ "mlflow.prompt.is_prompt": "true" })),
    made("alpha", { run_id: "run-1", ...tags({ stage: "dev" }) }),
    made("alpha", { run_id: "run-2", source: "s3://bucket/alpha/2", ...tags({ stage: "prod" }) }),
    made("alpha", { run_id: "run-2", source: "S3://bucket/ALPHA/3" }),
    made("Beta", { run_id: "run-1", ...tags({ stage: "prod", "a b": "x" }) }),
    made("gamma_1", {}),
    made("prompt", {
      source: "dummy-source",
      ...tags({ "mlflow.prompt.is_prompt": "true", "mlflow.prompt.text": "Hi" }),
    }),
    post("model-versions/transition-stage", {
      name: "{{case}}-alpha",
      version: "2",
      stage: "Production",
      archive_existing_versions: false,
    }),
    post("registered-models/alias", { name: "{{case}}-alpha", alias: "best", version: "3" }),
    post("registered-models/alias", { name: "{{case}}-Beta", alias: "best", version: "1" }),
  ],
};
/** Narrows a filter to the story: other cases make models at the same time. */
export const OWN = "name LIKE '{{case}}-%'";
