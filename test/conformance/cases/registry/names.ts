import type { Step } from "../../src/case.ts";
import { answered, cases, get, letters, post, refused } from "../steps.ts";
import { getVersion, model, stage, version, WITH_VERSION } from "./steps.ts";

const NAME = { key: "millrace.versionName", value: "v1" };
const setName = (value: string, number: string, extra: Partial<Step> = {}): Step =>
  post("model-versions/set-tag", { name: "{{case}}", version: number, key: NAME.key, value }, extra);
const latest = (label: string, extra: Partial<Step> = {}): Step =>
  get("registered-models/get-latest-versions", { name: "{{case}}", stages: [label] }, extra);

/** Names of versions, which MLflow does not have, and the lengths of texts, which it does not limit on SQLite. */
export const nameCases = [
  ...cases("registeredModels.getLatestVersions", {
    "takes the name of a version in the place of a stage": [
      model(),
      version(),
      version({ tags: [NAME] }),
      getVersion(2),
      latest("v1", answered("C-35", { "model_versions.0.version": "2" })),
      latest("v2", answered("C-35", { "model_versions.0.version": "2" })),
      latest("v3"),
      latest("best"),
    ],
  }),
  ...cases("modelVersions.setTag", {
    "refuses a name that another version has, or that means something else": [
      ...WITH_VERSION,
      version(),
      setName("final", "1"),
      setName("final", "2", refused("C-35", "RESOURCE_ALREADY_EXISTS")),
      ...["7", "latest", "Production", "a b", ""].map((name) => setName(name, "2", refused("C-35"))),
    ],
  }),
  ...cases("registeredModels.create", {
    "refuses texts beyond all reason": [
      model({ name: letters(501) }, refused("C-36")),
      model({ description: letters(100_001) }, refused("C-36")),
      model({ tags: Array.from({ length: 1001 }, (_, index) => ({ key: `k${index}`, value: "" })) }, refused("C-36")),
    ],
  }),
  ...cases("modelVersions.create", {
    "refuses texts beyond all reason": [
      model(),
      version({ source: `s3://bucket/${letters(4096)}` }, refused("C-36")),
      version({ run_id: letters(501) }, refused("C-36")),
      version({ run_link: letters(501) }, refused("C-36")),
      version({ description: letters(100_001) }, refused("C-36")),
    ],
  }),
  ...cases("modelVersions.transitionStage", {
    "takes a truth value as text": [
      ...WITH_VERSION,
      stage("Staging", "1", { archive_existing_versions: "true" }, answered("C-37", { "model_version.version": "1" })),
    ],
  }),
];
