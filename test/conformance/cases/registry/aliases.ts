import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, get, letters, post, refused } from "../steps.ts";
import { alias, change, deleteVersion, getModel, getVersion, model, version, WITH_VERSION } from "./steps.ts";

const byAlias = (name: string): Step => get("registered-models/alias", { name: "{{case}}", alias: name });
const drop = (name: Json): Step => change("DELETE", "registered-models/alias", { name: "{{case}}", alias: name });

/** Aliases of versions. */
export const aliasCases = [
  ...cases("registeredModels.setAlias", {
    "points at a version": [...WITH_VERSION, alias("best"), getModel(), getVersion(), byAlias("best")],
    "moves to another version": [
      ...WITH_VERSION,
      version(),
      alias("best", "1"),
      alias("best", "2"),
      getModel(),
      getVersion(1),
      byAlias("best"),
    ],
    "keeps several": [...WITH_VERSION, version(), alias("a"), alias("b"), alias("c", "2"), getModel(), getVersion(1)],
    "tells cases apart": [
      ...WITH_VERSION,
      version(),
      alias("best", "1"),
      alias("BEST", "2"),
      getModel(),
      byAlias("Best"),
    ],
    "takes letters, digits, lines and dashes": [
      ...WITH_VERSION,
      alias("a_B-9"),
      alias("1"),
      alias("v1a"),
      alias("größe"),
      alias("v"),
      alias("版本"),
      getModel(),
    ],
    "takes names of stages": [...WITH_VERSION, alias("Production"), byAlias("Production")],
    "refuses other signs": [
      ...WITH_VERSION,
      alias("a b"),
      alias("a.b"),
      alias("a/b"),
      alias("a@b"),
      alias("🦆"),
      getModel(),
    ],
    "refuses names that mean a version": [
      ...WITH_VERSION,
      alias("v1"),
      alias("V12"),
      alias("latest"),
      alias("Latest"),
      getModel(),
    ],
    "refuses an empty name": [
      ...WITH_VERSION,
      alias(""),
      alias(null),
      post("registered-models/alias", { name: "{{case}}", version: "1" }),
    ],
    "takes 255 characters": [...WITH_VERSION, alias(letters(255)), byAlias(letters(255))],
    "refuses 256 characters": [...WITH_VERSION, alias(letters(256))],
    "refuses a line break at the end": [...WITH_VERSION, alias("best\n", "1", refused("C-60"))],
    "says when there is no version": [...WITH_VERSION, alias("best", "2"), getModel()],
    "says when the version is deleted": [...WITH_VERSION, deleteVersion(), alias("best")],
    "says when there is no model": [alias("best")],
    "refuses a version that is no number": [...WITH_VERSION, alias("best", "x"), alias("best", 1), alias("best", "")],
  }),
  ...cases("registeredModels.getByAlias", {
    "gives the highest version for latest": [
      ...WITH_VERSION,
      version(),
      byAlias("latest"),
      byAlias("LATEST"),
      deleteVersion("2"),
      byAlias("latest"),
    ],
    "refuses an unknown alias": [...WITH_VERSION, byAlias("nobody")],
    "says when there is no model": [byAlias("best"), byAlias("latest")],
    "refuses latest of a model without versions": [model(), byAlias("latest")],
    "refuses a bad alias": [...WITH_VERSION, byAlias("a b"), byAlias("v1"), byAlias("")],
    "refuses a missing alias": [...WITH_VERSION, get("registered-models/alias", { name: "{{case}}" })],
  }),
  ...cases("registeredModels.deleteAlias", {
    deletes: [...WITH_VERSION, alias("best"), alias("b"), drop("best"), getModel(), getVersion(), byAlias("best")],
    "takes an alias that isn't there": [...WITH_VERSION, drop("best")],
    "says when there is no model": [drop("best")],
    "refuses a bad alias": [...WITH_VERSION, drop("a b"), drop("latest"), drop("v1"), drop("")],
  }),
];
