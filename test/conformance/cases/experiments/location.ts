import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, get, letters, post } from "../steps.ts";

/** An experiment created with this artifact location, then read. */
const at = (location: Json): Step[] => [
  post("experiments/create", { name: "{{case}}", artifact_location: location }),
  get("experiments/get-by-name", { experiment_name: "{{case}}" }),
];

/** Creating experiments: where their artifacts go. */
export const locationCases = cases("experiments.create", {
  "keeps an s3 location as given": at("s3://bucket/a/b"),
  "keeps a trailing slash of a location": at("gs://bucket/a/"),
  "keeps a location's query": at("s3://bucket/a?region=eu"),
  "keeps wasbs, azure, dbfs and unknown schemes": [
    post("experiments/create", { name: "{{case}}-1", artifact_location: "wasbs://c@a.blob.core.windows.net/x" }),
    post("experiments/create", { name: "{{case}}-2", artifact_location: "azure://container/x" }),
    post("experiments/create", { name: "{{case}}-3", artifact_location: "dbfs:/x" }),
    post("experiments/create", { name: "{{case}}-4", artifact_location: "other://host/x" }),
  ],
  "keeps mlflow-artifacts without a host": at("mlflow-artifacts:/x"),
  "keeps an absolute path": at("/srv/artifacts/x"),
  "keeps a file URI": at("file:///srv/artifacts/x"),
  "makes a relative path absolute": at("relative/path"),
  "takes an empty location as the default": at(""),
  "takes a location of 2048 characters": at(`s3://bucket/${letters(2036)}`),
  "refuses a location of 2049 characters": at(`s3://bucket/${letters(2037)}`),
  "refuses an http location": at("http://host/x"),
  "refuses an https location": at("https://host/x"),
  "refuses an ftp location": at("ftp://host/x"),
  "refuses an sftp location": at("sftp://host/x"),
  "refuses an hdfs location": at("hdfs://host/x"),
  "refuses abfss, viewfs, r2 and b2 locations": [
    ...at("abfss://c@a.dfs.core.windows.net/x"),
    ...at("viewfs://host/x"),
    ...at("r2://b@host/x"),
    ...at("b2://b@host/x"),
  ],
  "compares schemes without case": at("HTTP://host/x"),
  "refuses mlflow-artifacts with a host": at("mlflow-artifacts://host/x"),
  "refuses a runs location": at("runs:/0123/model"),
  "refuses a location with a fragment": at("s3://bucket/a#part"),
  "refuses a location whose query climbs up": at("s3://bucket/a?path=../../etc"),
  "refuses a location that is a number": at(5),
});
