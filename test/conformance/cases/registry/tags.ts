import type { Json } from "../../src/json.ts";
import type { Step } from "../../src/case.ts";
import { cases, letters, post } from "../steps.ts";
import { change, deleteVersion, getModel, getVersion, model, WITH_VERSION } from "./steps.ts";

type Fields = { [key: string]: Json };

const set = (fields: Fields, extra: Partial<Step> = {}): Step =>
  post("registered-models/set-tag", { name: "{{case}}", ...fields }, extra);
const drop = (fields: Fields): Step =>
  change("DELETE", "registered-models/delete-tag", { name: "{{case}}", ...fields });
const setOn = (fields: Fields, extra: Partial<Step> = {}): Step =>
  post("model-versions/set-tag", { name: "{{case}}", version: "1", ...fields }, extra);
const dropFrom = (fields: Fields): Step =>
  change("DELETE", "model-versions/delete-tag", { name: "{{case}}", version: "1", ...fields });

/** Tags of registered models and of their versions. */
export const tagCases = [
  ...cases("registeredModels.setTag", {
    "sets and overwrites": [model(), set({ key: "k", value: "1" }), set({ key: "k", value: "2" }), getModel()],
    "keeps any text": [model(), set({ key: "größe x/y", value: "a\nb\t'\"" }), getModel()],
    "takes a missing value as an empty one": [model(), set({ key: "k" }), set({ key: "n", value: null }), getModel()],
    "refuses a missing key": [model(), set({ value: "x" }), set({ key: "", value: "x" })],
    "refuses keys that climb": [model(), set({ key: "../k", value: "x" }), set({ key: "a//b", value: "x" })],
    "refuses keys with signs": [
      model(),
      set({ key: "a$b", value: "x" }),
      set({ key: "a,b", value: "x" }),
      set({ key: "🦆" }),
    ],
    "takes a value of 100000 characters": [model(), set({ key: "k", value: letters(100_000) })],
    "refuses a value of 100001 characters": [model(), set({ key: "k", value: letters(100_001) }), getModel()],
    "refuses a key of 251 characters": [
      model(),
      set({ key: letters(251), value: "x" }),
      set({ key: letters(250), value: "x" }),
    ],
    "refuses a value that is no text": [model(), set({ key: "k", value: 5 }), getModel()],
    "says when there is no model": [set({ key: "k", value: "v" })],
    "refuses a missing name": [post("registered-models/set-tag", { key: "k", value: "v" })],
  }),
  ...cases("registeredModels.deleteTag", {
    "deletes a tag": [
      model({
        tags: [
          { key: "a", value: "1" },
          { key: "b", value: "2" },
        ],
      }),
      drop({ key: "a" }),
      getModel(),
    ],
    "takes a tag that isn't there": [model(), drop({ key: "k" })],
    "refuses a missing key": [model(), drop({}), drop({ key: "" })],
    "says when there is no model": [drop({ key: "k" })],
  }),
  ...cases("modelVersions.setTag", {
    "sets and overwrites": [
      ...WITH_VERSION,
      setOn({ key: "k", value: "1" }),
      setOn({ key: "k", value: "2" }),
      getVersion(),
      getModel(),
    ],
    "takes a missing value as an empty one": [...WITH_VERSION, setOn({ key: "k" }), getVersion()],
    "refuses a missing key": [...WITH_VERSION, setOn({ value: "x" }), setOn({ key: "" })],
    "refuses keys that climb": [...WITH_VERSION, setOn({ key: "../k", value: "x" })],
    "takes a value of 100000 characters": [...WITH_VERSION, setOn({ key: "k", value: letters(100_000) })],
    "refuses a value of 100001 characters": [
      ...WITH_VERSION,
      setOn({ key: "k", value: letters(100_001) }),
      getVersion(),
    ],
    "refuses a key of 251 characters": [...WITH_VERSION, setOn({ key: letters(251), value: "x" })],
    "says when there is no version": [...WITH_VERSION, setOn({ version: "2", key: "k", value: "v" })],
    "says when there is no model": [setOn({ key: "k", value: "v" })],
    "says when the version is deleted": [...WITH_VERSION, deleteVersion(), setOn({ key: "k", value: "v" })],
    "refuses a version that is no number": [...WITH_VERSION, setOn({ version: "x", key: "k", value: "v" })],
    "refuses a version of another type": [...WITH_VERSION, setOn({ version: 1, key: "k", value: "v" })],
    "refuses a missing version": [...WITH_VERSION, post("model-versions/set-tag", { name: "{{case}}", key: "k" })],
  }),
  ...cases("modelVersions.deleteTag", {
    "deletes a tag": [...WITH_VERSION, setOn({ key: "a", value: "1" }), dropFrom({ key: "a" }), getVersion()],
    "takes a tag that isn't there": [...WITH_VERSION, dropFrom({ key: "k" })],
    "refuses a missing key": [...WITH_VERSION, dropFrom({})],
    "says when there is no version": [...WITH_VERSION, dropFrom({ version: "2", key: "k" })],
    "refuses a version that is no number": [...WITH_VERSION, dropFrom({ version: "x", key: "k" })],
  }),
];
