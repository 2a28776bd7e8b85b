import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, experiment, get, refused, run, WITH_RUN } from "../steps.ts";
import { getVersion, model, version } from "./steps.ts";

type Fields = { [key: string]: Json };

const OTHER_RUN = "0123456789abcdef0123456789abcdef";
const ROOT = "mlflow-artifacts:/{{experiment}}/{{run}}/artifacts";
const WITH_MODEL: readonly Step[] = [...WITH_RUN, model()];

/** A version with this source, for the case's run unless told otherwise. */
const from = (source: string, more: Fields = { run_id: "{{run}}" }, extra: Partial<Step> = {}): Step =>
  version({ source, ...more }, extra);
const sources = (more: Fields, ...all: readonly string[]): Step[] => all.map((source) => from(source, more));
const download = (number = 1): Step => get("model-versions/get-download-uri", { name: "{{case}}", version: number });

/** Where versions may come from. */
export const sourceCases = cases("modelVersions.create", {
  "takes a folder of its run": [
    ...WITH_MODEL,
    from(`${ROOT}/model`),
    from(ROOT),
    from(`${ROOT}/a/b c/größe`),
    getVersion(),
  ],
  "takes a folder that isn't there": [...WITH_MODEL, from(`${ROOT}/nothing`), download()],
  "refuses a folder of no run": [
    ...WITH_MODEL,
    from(`${ROOT}/model`, {}),
    from(`${ROOT}/model`, { run_id: OTHER_RUN }),
  ],
  "refuses a folder of another run": [
    ...WITH_MODEL,
    run({}, "other"),
    from("mlflow-artifacts:/{{experiment}}/{{other}}/artifacts/model"),
    from("mlflow-artifacts:/{{experiment}}/{{run}}x/artifacts/model"),
    from("mlflow-artifacts:/{{experiment}}/{{run}}/artifactsx"),
    from("mlflow-artifacts:/{{experiment}}/{{run}}"),
    from("mlflow-artifacts:/"),
  ],
  "refuses the address of a server of artifacts": [
    ...WITH_MODEL,
    from("{{server}}/api/2.0/mlflow-artifacts/artifacts/{{experiment}}/{{run}}/artifacts/model"),
    from("mlflow-artifacts://localhost:5000/{{experiment}}/{{run}}/artifacts/model"),
  ],
  "takes runs:/ of its run": [...WITH_MODEL, from("runs:/{{run}}/model"), getVersion(), download()],
  "refuses runs:/ of another run": [
    ...WITH_MODEL,
    run({}, "other"),
    from("runs:/{{other}}/model"),
    from("runs:/{{run}}/model", {}),
    from(`runs:/${OTHER_RUN}/model`, { run_id: OTHER_RUN }),
    from("runs:/{{run}}"),
    from("runs:/"),
  ],
  "takes buckets but those of a host": [
    model(),
    ...sources(
      {},
      "s3://bucket/a",
      "gs://bucket/a b",
      "wasbs://c@a.blob.core.windows.net/x",
      "dbfs:/x",
      "dbfs://profile@databricks/x",
      "other://host/x",
      "azure://c/x",
      "abfss://c@a.dfs.core.windows.net/x",
    ),
  ],
  "refuses names that are no place": [model(), ...sources({}, "model", "C:\\model", "a b", "databricks://x")],
  "refuses addresses on the network": [
    model(),
    ...sources(
      {},
      "http://host/x",
      "https://host/x",
      "ftp://host/x",
      "sftp://host/x",
      "hdfs://host/x",
      "viewfs://host/x",
      "HTTP://host/x",
      "r2://b@h/x",
      "b2://b@h/x",
    ),
  ],
  "refuses places on its disk": [
    ...WITH_MODEL,
    ...sources(
      {},
      "/etc",
      "/etc/passwd",
      "file:///etc",
      "file:/etc",
      "file://localhost/etc",
      "FILE:///etc",
      "{{directory}}",
    ),
    ...sources(
      { run_id: "{{run}}" },
      "/etc",
      "file:///etc",
      "{{directory}}",
      "{{directory}}/mlartifacts/{{experiment}}/{{run}}/artifacts/model",
      "./x",
      "../x",
      ".",
    ),
    from("file://host/etc", { run_id: "{{run}}" }, refused("C-08")),
  ],
  "refuses sources that climb": [
    ...WITH_MODEL,
    ...sources(
      { run_id: "{{run}}" },
      `${ROOT}/../../x`,
      `${ROOT}/a/../../../x`,
      `${ROOT}/%2e%2e/x`,
      `${ROOT}/%252e%252e/x`,
      `${ROOT}/..%2fx`,
      `${ROOT}/x%00y`,
      `${ROOT}/x?y=../..`,
      "s3://bucket/../x",
      "s3://bucket/a/%2e%2e/x",
      "runs:/{{run}}/../x",
      "runs:/{{run}}/a/../../x",
      "file:///a/../etc",
      "mlflow-artifacts:/../x",
      "mlflow-artifacts://host/../x",
    ),
    from(`${ROOT}/..\\x`, { run_id: "{{run}}" }, refused("C-61")),
    from(`${ROOT}/%2e%2e%5cx`, { run_id: "{{run}}" }, refused("C-61")),
  ],
  "takes queries and fragments of buckets": [
    ...WITH_MODEL,
    ...sources({ run_id: "{{run}}" }, "s3://bucket/a?b=c", "s3://bucket/a#b", "s3://bucket/a;b", `${ROOT}/x;y`),
  ],
  "refuses queries and fragments of its own files": [
    ...WITH_MODEL,
    from(`${ROOT}/x?y=1`, { run_id: "{{run}}" }, refused("C-61")),
    from(`${ROOT}/x#y`, { run_id: "{{run}}" }, refused("C-61")),
  ],
  "takes a local folder of its run": [
    experiment({ artifact_location: "{{directory}}/allowed" }),
    run(),
    model(),
    from("{{directory}}/allowed/{{run}}/artifacts/model"),
    from("file://{{directory}}/allowed/{{run}}/artifacts/model"),
    from("{{directory}}/allowed/{{run}}/artifacts"),
    from("{{directory}}/allowed/{{run}}/artifacts/../../x"),
    from("{{directory}}/allowed/{{run}}"),
    from("{{directory}}/allowed/{{run}}/artifacts/model", {}),
    from("file://{{directory}}/allowed/{{run}}/artifacts/model#x", { run_id: "{{run}}" }, refused("C-61")),
    from("file://{{directory}}/allowed/{{run}}/artifacts/model?x", { run_id: "{{run}}" }, refused("C-61")),
    getVersion(),
    getVersion(2),
  ],
  "takes a source under its bucket": [
    experiment({ artifact_location: "s3://bucket/x" }),
    run(),
    model(),
    from("s3://bucket/x/{{run}}/artifacts/model"),
    from("runs:/{{run}}/model"),
    from("s3://bucket/y"),
    download(2),
  ],
});
