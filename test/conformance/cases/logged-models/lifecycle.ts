import type { Step } from "../../src/case.ts";
import { cases, get, getRun, post } from "../steps.ts";
import { model, version } from "../registry/steps.ts";
import { FILES } from "../artifacts/steps.ts";
import { finalize, getLogged, onLogged, tryLogged, WITH_MODEL, WITH_RUN_AND_MODEL } from "./steps.ts";

const SEARCH = post("logged-models/search", { experiment_ids: ["{{experiment}}"] });
const ofExperiment = (verb: string): Step => post(`experiments/${verb}`, { experiment_id: "{{experiment}}" });
const ofRun = (verb: string): Step => post(`runs/${verb}`, { run_id: "{{run}}" });
const OUTPUT = post("runs/outputs", { run_id: "{{run}}", models: [{ model_id: "{{model}}", step: 0 }] });
const REGISTERED: readonly Step[] = [
  ...WITH_RUN_AND_MODEL,
  model(),
  version({ source: "models:/{{model}}", model_id: "{{model}}" }),
];

/** What becomes of logged models when something that they belong to is deleted. */
export const lifecycleCases = [
  ...cases("experiments.delete", {
    "leaves its logged models where they are": [
      ...WITH_MODEL,
      ofExperiment("delete"),
      getLogged(),
      SEARCH,
      finalize("LOGGED_MODEL_READY"),
      tryLogged({ name: "other" }),
      ofExperiment("restore"),
      getLogged(),
      SEARCH,
    ],
  }),
  ...cases("runs.delete", {
    "leaves the logged models that it made": [
      ...WITH_RUN_AND_MODEL,
      OUTPUT,
      ofRun("delete"),
      getLogged(),
      SEARCH,
      getRun(),
      ofRun("restore"),
      getRun(),
    ],
  }),
  ...cases("loggedModels.delete", {
    "leaves it in what its run made": [...WITH_RUN_AND_MODEL, OUTPUT, onLogged("DELETE", "{{model}}"), getRun()],
    "leaves its files and the versions made from it": [
      ...REGISTERED,
      {
        method: "PUT",
        path: `${FILES}/{{experiment}}/models/{{model}}/artifacts/MLmodel`,
        body: "flavors: {}",
        headers: { "content-type": "text/plain" },
      },
      onLogged("DELETE", "{{model}}"),
      get("model-versions/get", { name: "{{case}}", version: 1 }),
      get("model-versions/get-download-uri", { name: "{{case}}", version: 1 }),
      { method: "GET", path: `${FILES}/{{experiment}}/models/{{model}}/artifacts/MLmodel` },
    ],
  }),
  ...cases("modelVersions.delete", {
    "leaves what a logged model says about it": [
      ...REGISTERED,
      {
        method: "DELETE",
        path: "/api/2.0/mlflow/model-versions/delete",
        body: { name: "{{case}}", version: "1" },
      },
      getLogged(),
    ],
  }),
  ...cases("registeredModels.rename", {
    "leaves what a logged model says about its versions": [
      ...REGISTERED,
      post("registered-models/rename", { name: "{{case}}", new_name: "{{case}}-b" }),
      getLogged(),
      get("model-versions/get-download-uri", { name: "{{case}}-b", version: 1 }),
    ],
    "keeps what copies were made from": [
      model(),
      version(),
      model({ name: "{{case}}-copy" }),
      version({ name: "{{case}}-copy", source: "models:/{{case}}/1" }),
      post("registered-models/rename", { name: "{{case}}", new_name: "{{case}}-b" }),
      get("model-versions/get", { name: "{{case}}-copy", version: 1 }),
      get("model-versions/get-download-uri", { name: "{{case}}-copy", version: 1 }),
    ],
  }),
];
