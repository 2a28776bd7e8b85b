import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, get, post } from "../steps.ts";
import { alias, change, deleteVersion, getModel, getVersion, model, version } from "./steps.ts";

const IS_PROMPT = { key: "mlflow.prompt.is_prompt", value: "true" };
const TEXT = { key: "mlflow.prompt.text", value: "Answer {{ question }} in {{ words }} words." };

/** What the Python client sends to register a prompt. */
const prompt = (): Step => model({ tags: [IS_PROMPT, { key: "_mlflow_experiment_ids", value: ",7," }] });
const promptVersion = (more: { [key: string]: Json } = {}): Step =>
  version({ source: "dummy-source", tags: [IS_PROMPT, { key: "_mlflow_prompt_type", value: "text" }, TEXT], ...more });
const find = (filter: string): Step => get("registered-models/search", { filter: `name = '{{case}}' AND ${filter}` });

/** Prompts, which clients keep as registered models. */
export const promptCases = [
  ...cases("registeredModels.create", {
    "keeps a prompt": [prompt(), getModel(), find("tags.`mlflow.prompt.is_prompt` = 'true'")],
    "refuses a prompt of a model's name": [model(), prompt()],
    "refuses a model of a prompt's name": [prompt(), model()],
  }),
  ...cases("modelVersions.create", {
    "keeps versions of a prompt": [
      prompt(),
      promptVersion({ description: "first" }),
      promptVersion(),
      getVersion(1),
      getVersion(2),
      getModel(),
    ],
    "refuses another source of a prompt": [
      prompt(),
      promptVersion({ source: "/etc/passwd" }),
      promptVersion({ source: "file:///etc" }),
      promptVersion({ source: "../x" }),
      promptVersion({ source: "https://host/x" }),
      getModel(),
    ],
    "refuses a placeholder without the tag of a prompt": [
      prompt(),
      version({ source: "dummy-source" }),
      model({ name: "{{case}}-model" }),
      version({ name: "{{case}}-model", source: "dummy-source" }),
    ],
    "takes a prompt's tag on a model's version": [model(), promptVersion(), getVersion()],
  }),
  ...cases("registeredModels.setAlias", {
    "points at a version of a prompt": [
      prompt(),
      promptVersion(),
      alias("production"),
      get("registered-models/alias", { name: "{{case}}", alias: "production" }),
      get("registered-models/alias", { name: "{{case}}", alias: "latest" }),
    ],
  }),
  ...cases("registeredModels.setTag", {
    "changes the tags of a prompt": [
      prompt(),
      post("registered-models/set-tag", { name: "{{case}}", key: "owner", value: "me" }),
      find("tags.owner = 'me'"),
      find("tags.`mlflow.prompt.is_prompt` = 'true' AND tags.owner = 'me'"),
      find("tags.`mlflow.prompt.is_prompt` = 'true' AND tags._mlflow_experiment_ids LIKE '%,7,%'"),
    ],
  }),
  ...cases("modelVersions.delete", {
    "deletes a version of a prompt": [prompt(), promptVersion(), deleteVersion(), getVersion(), getModel()],
  }),
  ...cases("registeredModels.delete", {
    "deletes a prompt": [
      prompt(),
      promptVersion(),
      change("DELETE", "registered-models/delete", { name: "{{case}}" }),
      getModel(),
      find("tags.`mlflow.prompt.is_prompt` = 'true'"),
    ],
  }),
];
