import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, get, post, refused, WITH_RUN } from "../steps.ts";
import { getVersion, model, version } from "./steps.ts";

type Fields = { [key: string]: Json };

const OTHER_RUN = "0123456789abcdef0123456789abcdef";
const ROOT = "mlflow-artifacts:/{{experiment}}/{{run}}/artifacts";
const WITH_MODEL: readonly Step[] = [...WITH_RUN, model()];

/** A version with this source, for the case's run unless told otherwise. */
const from = (source: string, more: Fields = { run_id: "{{run}}" }, extra: Partial<Step> = {}): Step =>
  version({ source, ...more }, extra);
const sources = (more: Fields, ...all: readonly string[]): Step[] => all.map((source) => from(source, more));
const logged = (more: Fields = {}): Step =>
  post(
    "logged-models",
    { experiment_id: "{{experiment}}", name: "m", source_run_id: "{{run}}", ...more },
    { save: { model: "model.info.model_id", model_uri: "model.info.artifact_uri" } },
  );
const download = (number = 1): Step => get("model-versions/get-download-uri", { name: "{{case}}", version: number });

/** Versions that are made from versions and from logged models. */
export const copyCases = cases("modelVersions.create", {
  "takes a version of a model": [
    ...WITH_MODEL,
    from(`${ROOT}/model`),
    from("models:/{{case}}/1", {}),
    getVersion(2),
    download(2),
    from("models:/{{case}}/2", {}),
    getVersion(3),
    download(3),
  ],
  "takes an alias or the latest of a model": [
    ...WITH_MODEL,
    from("s3://bucket/a"),
    from("s3://bucket/b", { run_id: "x" }),
    post("registered-models/alias", { name: "{{case}}", alias: "best", version: "1" }),
    from("models:/{{case}}@best", {}),
    from("models:/{{case}}/latest", {}),
    getVersion(3),
    getVersion(4),
    download(3),
    download(4),
  ],
  "refuses versions that aren't there": [
    model(),
    ...sources({}, "models:/{{case}}/1", "models:/{{case}}@best", "models:/{{case}}-none/1"),
    from("models:/{{case}}", {}, refused("C-68", "RESOURCE_DOES_NOT_EXIST", 404)),
    from("models:/{{case}}/latest", {}, refused("C-08", "RESOURCE_DOES_NOT_EXIST", 404)),
  ],
  "takes the latest of a stage, and no nonsense": [
    ...WITH_MODEL,
    from("s3://bucket/a"),
    post("model-versions/transition-stage", {
      name: "{{case}}",
      version: "1",
      stage: "Production",
      archive_existing_versions: false,
    }),
    ...sources(
      {},
      "models:/{{case}}/Production",
      "models:/{{case}}/x/y",
      "models:/",
      "models:",
      "models://{{case}}/1",
      "models:/{{case}}/../x",
    ),
  ],
  "takes a logged model": [
    ...WITH_MODEL,
    logged(),
    from("models:/{{model}}", { model_id: "{{model}}" }),
    getVersion(),
    download(),
    get("logged-models/{{model}}"),
    from("models:/{{model}}", { model_id: "{{model}}", run_id: "{{run}}" }),
    get("logged-models/{{model}}"),
  ],
  "takes a folder of its logged model": [
    ...WITH_MODEL,
    logged(),
    from("{{model_uri}}", { model_id: "{{model}}" }),
    from("{{model_uri}}/sub", { model_id: "{{model}}" }),
    from("{{model_uri}}", {}),
    from("{{model_uri}}/../x", { model_id: "{{model}}" }),
    getVersion(),
  ],
  "refuses another logged model": [
    ...WITH_MODEL,
    logged(),
    from(`models:/m-${OTHER_RUN}`, { model_id: "{{model}}" }),
    from("models:/{{model}}", {}),
    from("models:/{{model}}", { model_id: `m-${OTHER_RUN}` }),
    from(`models:/m-${OTHER_RUN}`, { model_id: `m-${OTHER_RUN}` }, refused("C-08", "RESOURCE_DOES_NOT_EXIST", 404)),
    from("models:/{{model}}/x", { model_id: "{{model}}" }, refused("C-38")),
  ],
  "refuses a deleted logged model": [
    ...WITH_MODEL,
    logged(),
    { method: "DELETE", path: "/api/2.0/mlflow/logged-models/{{model}}" },
    from("models:/{{model}}", { model_id: "{{model}}" }, refused("C-08", "RESOURCE_DOES_NOT_EXIST", 404)),
  ],
  "takes an empty model id as none": [...WITH_MODEL, from("s3://bucket/a", { model_id: "" }), getVersion()],
});
