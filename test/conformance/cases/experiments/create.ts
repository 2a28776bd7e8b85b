import { cases, experiment, get, letters, post, refused } from "../steps.ts";
import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";

const create = (body: Json, extra: Partial<Step> = {}): Step => post("experiments/create", body, extra);
const readBack = get("experiments/get-by-name", { experiment_name: "{{case}}" });
const TAKEN = { name: "{{case}}" };

/** Creating experiments: names and tags. */
export const createCases = cases("experiments.create", {
  "answers the id alone": [create(TAKEN), readBack],
  "places artifacts under the root by id": [experiment(), get("experiments/get", { experiment_id: "{{experiment}}" })],
  "stores tags": [
    experiment({
      tags: [
        { key: "team", value: "ä b" },
        { key: "empty", value: "" },
      ],
    }),
    readBack,
  ],
  "gives a tag without a value the empty one": [experiment({ tags: [{ key: "team" }] }), readBack],
  "refuses a tag without a key": [create({ ...TAKEN, tags: [{ value: "v" }] })],
  "refuses a tag key of 251 characters": [create({ ...TAKEN, tags: [{ key: letters(251), value: "v" }] }), readBack],
  "refuses a tag value of 20001 characters": [
    create({ ...TAKEN, tags: [{ key: "k", value: letters(20_001) }] }),
    readBack,
  ],
  "takes a tag value of 20000 characters": [experiment({ tags: [{ key: "k", value: letters(20_000) }] }), readBack],
  "refuses tags that repeat a key": [
    create(
      {
        ...TAKEN,
        tags: [
          { key: "k", value: "1" },
          { key: "k", value: "2" },
        ],
      },
      refused("C-14"),
    ),
    readBack,
  ],
  "refuses a tag value that is a number": [
    create({ ...TAKEN, tags: [{ key: "k", value: 5 }] }, refused("C-01")),
    get("experiments/get-by-name", { experiment_name: "{{case}}" }, refused("C-01", "RESOURCE_DOES_NOT_EXIST", 404)),
  ],
  "refuses tags that are text": [create({ ...TAKEN, tags: "x" }), readBack],
  "refuses tags that are an object": [create({ ...TAKEN, tags: {} }), readBack],
  "refuses a missing name": [create({})],
  "refuses a null name": [create({ name: null })],
  "refuses an empty name": [create({ name: "" })],
  "refuses a name that is a number": [create({ name: 5 })],
  "refuses a name that is a list": [create({ name: ["{{case}}"] })],
  "takes a blank name": [create({ name: "   {{case}}" })],
  "takes a name of 500 characters": [create({ name: letters(500) })],
  "refuses a name of 501 characters": [create({ name: letters(501) })],
  "takes any Unicode in a name": [
    create({ name: "{{case}} – naïve 🧪 / 实验" }),
    get("experiments/get-by-name", { experiment_name: "{{case}} – naïve 🧪 / 实验" }),
  ],
  "refuses a name in use": [create(TAKEN), create(TAKEN)],
  "refuses the name of a deleted experiment": [
    experiment(),
    post("experiments/delete", { experiment_id: "{{experiment}}" }),
    create(TAKEN),
  ],
  "tells names apart by case": [create({ name: "{{case}}-a" }), create({ name: "{{case}}-A" })],
  "ignores unknown fields": [create({ ...TAKEN, colour: "blue", nested: { a: [1] } }), readBack],
  "takes camelCase names": [create({ ...TAKEN, artifactLocation: "s3://bucket/a" }), readBack],
  "refuses a field in both spellings": [
    create({ ...TAKEN, artifactLocation: "s3://bucket/a", artifact_location: "s3://bucket/a" }),
    readBack,
  ],
});
