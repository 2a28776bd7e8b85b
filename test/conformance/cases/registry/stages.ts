import type { Step } from "../../src/case.ts";
import { cases, get, post, refused } from "../steps.ts";
import { deleteVersion, getModel, getVersion, model, stage, version, WITH_VERSION } from "./steps.ts";

const latest = (stages?: readonly string[], extra: Partial<Step> = {}): Step =>
  get(
    "registered-models/get-latest-versions",
    { name: "{{case}}", ...(stages === undefined ? {} : { stages }) },
    {
      unordered: ["model_versions"],
      ...extra,
    },
  );
const ARCHIVE = { archive_existing_versions: true };
const FOUR: readonly Step[] = [
  model(),
  version(),
  version(),
  version(),
  version(),
  stage("Staging", "1"),
  stage("Production", "2"),
  stage("Production", "3"),
];

/** Stages, and the latest version of each. */
export const stageCases = [
  ...cases("modelVersions.transitionStage", {
    "moves through every stage": [
      ...WITH_VERSION,
      stage("Staging"),
      stage("Production"),
      stage("Archived"),
      stage("None"),
      getVersion(),
    ],
    "takes a stage in any case": [
      ...WITH_VERSION,
      stage("production"),
      stage("STAGING"),
      stage("arChived"),
      getVersion(),
    ],
    "takes the stage that it is in": [...WITH_VERSION, stage("Staging"), stage("Staging")],
    "leaves the others of a stage": [...FOUR, getModel()],
    "archives the others of a stage": [
      ...FOUR,
      stage("Production", "4", ARCHIVE),
      getVersion(1),
      getVersion(2),
      getVersion(3),
      getVersion(4),
    ],
    "archives nothing when it is there already": [
      ...FOUR,
      stage("Production", "3", ARCHIVE),
      getVersion(2),
      getVersion(3),
    ],
    "leaves the others when archiving isn't asked for": [
      ...FOUR,
      post("model-versions/transition-stage", { name: "{{case}}", version: "4", stage: "Production" }),
      getVersion(3),
    ],
    "refuses to archive for a stage that isn't active": [
      ...FOUR,
      stage("Archived", "4", ARCHIVE, refused("C-08")),
      stage("None", "3", ARCHIVE, refused("C-08")),
      getVersion(3),
    ],
    "refuses unknown stages": [
      ...WITH_VERSION,
      stage("Testing"),
      stage("Deleted_Internal"),
      stage(" Production"),
      getVersion(),
    ],
    "refuses a missing stage": [
      ...WITH_VERSION,
      stage(""),
      post("model-versions/transition-stage", { name: "{{case}}", version: "1" }),
    ],
    "takes only a truth value for archiving": [
      ...WITH_VERSION,
      stage("Staging", "1", { archive_existing_versions: 1 }),
      stage("Staging", "1", { archive_existing_versions: null }),
      getVersion(),
    ],
    "refuses a version that is no number": [...WITH_VERSION, stage("Staging", "x")],
    "says when there is no version": [...WITH_VERSION, stage("Staging", "2")],
    "says when there is no model": [stage("Staging")],
    "says when the version is deleted": [...WITH_VERSION, deleteVersion(), stage("Staging")],
  }),
  ...cases("registeredModels.getLatestVersionsByQuery", {
    "gives the latest of every stage": [...FOUR, latest()],
    "gives the latest of the asked stages": [
      ...FOUR,
      latest(["Production"]),
      latest(["Production", "Staging"]),
      latest(["None"]),
    ],
    "gives nothing for an empty stage": [...FOUR, latest(["Archived"])],
    "takes stages in any case": [...FOUR, latest(["production"])],
    "takes a stage twice": [...FOUR, latest(["Production", "Production"])],
    "gives nothing for a model without versions": [model(), latest()],
    "refuses unknown stages": [...FOUR, latest(["Testing"]), latest([""])],
    "says when there is no model": [latest(), latest(["Staging"])],
    "refuses a missing name": [get("registered-models/get-latest-versions")],
  }),
  ...cases("registeredModels.getLatestVersions", {
    "gives the latest of the asked or of every stage": [
      ...FOUR,
      post("registered-models/get-latest-versions", { name: "{{case}}", stages: ["Production"] }),
      post("registered-models/get-latest-versions", { name: "{{case}}" }, { unordered: ["model_versions"] }),
      post(
        "registered-models/get-latest-versions",
        { name: "{{case}}", stages: [] },
        { unordered: ["model_versions"] },
      ),
    ],
    "refuses stages that are no list": [
      model(),
      post("registered-models/get-latest-versions", { name: "{{case}}", stages: "Production" }),
    ],
    "says when there is no model": [post("registered-models/get-latest-versions", { name: "{{case}}" })],
    "refuses a missing name": [post("registered-models/get-latest-versions", {})],
  }),
];
