import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { answered, cases, experiment, getRun, post, refused, run } from "../steps.ts";

const SAVE = { save: { run: "run.info.run_id" } };
const create = (body: { [key: string]: Json }, extra: Partial<Step> = SAVE): Step =>
  post("runs/create", { experiment_id: "{{experiment}}", ...body }, extra);
const refuses = (body: { [key: string]: Json }): Step[] => [experiment(), create(body, {})];
const createsAndReads = (body: { [key: string]: Json }): Step[] => [experiment(), create(body), getRun()];
const NAME_TAG = { key: "mlflow.runName", value: "alpha" };

const many = (count: number): Json => Array.from({ length: count }, (_, index) => ({ key: `k${index}`, value: "v" }));

/** Creating runs. */
export const createCases = cases("runs.create", {
  "answers the whole run": createsAndReads({ run_name: "alpha", user_id: "ann", start_time: 1234 }),
  "invents a name": createsAndReads({}),
  "takes an empty name for none": createsAndReads({ run_name: "" }),
  "takes the name from the tag": createsAndReads({ tags: [NAME_TAG] }),
  "takes the name from both when they agree": createsAndReads({ run_name: "alpha", tags: [NAME_TAG] }),
  "refuses a name that contradicts the tag": refuses({ run_name: "beta", tags: [NAME_TAG] }),
  "takes any Unicode in a name": createsAndReads({ run_name: "naïve 🧪 实验\nsecond line" }),
  "stores tags": createsAndReads({
    run_name: "r",
    tags: [
      { key: "a", value: "1" },
      { key: "b", value: "ü" },
    ],
  }),
  "gives a tag without a value the empty one": createsAndReads({ run_name: "r", tags: [{ key: "a" }] }),
  "keeps a tag without a key": createsAndReads({ run_name: "r", tags: [{ value: "v" }] }),
  "does not check tag keys": createsAndReads({ run_name: "r", tags: [{ key: "a$#//b", value: "v" }] }),
  "refuses tags that repeat a key": refuses({
    tags: [
      { key: "a", value: "1" },
      { key: "a", value: "2" },
    ],
  }),
  "takes 1000 tags": createsAndReads({ run_name: "r", tags: many(1000) }),
  "refuses 1001 tags": [experiment(), create({ tags: many(1001) }, refused("C-24"))],
  "refuses tags that are text": [experiment(), create({ tags: "x" }, refused("C-01"))],
  "refuses a tag value that is a number": [
    experiment(),
    create({ tags: [{ key: "a", value: 5 }] }, refused("C-01")),
    post("runs/search", { experiment_ids: ["{{experiment}}"] }, answered("C-01", { runs: null })),
  ],
  "refuses a user_id that is a number": [experiment(), create({ user_id: 7 }, refused("C-01"))],
  "refuses a run_name that is a number": refuses({ run_name: 7 }),
  "takes a start time as text": createsAndReads({ run_name: "r", start_time: "1234" }),
  "takes a start time before 1970": createsAndReads({ run_name: "r", start_time: -1 }),
  "refuses a start time that is no number": refuses({ start_time: "soon" }),
  "refuses a start time with a fraction": [experiment(), create({ start_time: 1.5 }, refused("C-01"))],
  "takes a start time written as 1.0e3": [
    experiment(),
    { ...create({}), body: `{"experiment_id":"{{experiment}}","run_name":"r","start_time":1.0e3}` },
    getRun(),
  ],
  "refuses a start time beyond 64 bits": [
    experiment(),
    {
      ...create({}, refused("C-01")),
      body: `{"experiment_id":"{{experiment}}","start_time":9223372036854775808}`,
    },
  ],
  "keeps the largest 64-bit start time": [
    experiment(),
    { ...create({}), body: `{"experiment_id":"{{experiment}}","run_name":"r","start_time":9223372036854775807}` },
    getRun(),
  ],
  "refuses a missing experiment": [post("runs/create", {})],
  "refuses an empty experiment id": [post("runs/create", { experiment_id: "" })],
  "says when there is no such experiment": [post("runs/create", { experiment_id: "987654321" })],
  "refuses an experiment id that is no number": [post("runs/create", { experiment_id: "abc" })],
  "refuses an experiment id as a JSON number": [post("runs/create", { experiment_id: 1 })],
  "puts artifacts under the experiment's location": [
    experiment({ artifact_location: "s3://bucket/a" }),
    run(),
    getRun(),
  ],
  "keeps the place of artifacts when the location ends in a slash": [
    experiment({ artifact_location: "s3://bucket/a/" }),
    run(),
    getRun(),
  ],
  "keeps a location's query behind the run's path": [
    experiment({ artifact_location: "s3://bucket/a?region=eu" }),
    run(),
    getRun(),
  ],
  "takes camelCase names": [
    experiment(),
    post("runs/create", { experimentId: "{{experiment}}", runName: "alpha", startTime: 5, userId: "ann" }, SAVE),
    getRun(),
  ],
  "refuses a field in both spellings": [
    experiment(),
    post("runs/create", { experimentId: "{{experiment}}", experiment_id: "{{experiment}}" }),
  ],
  "ignores unknown fields": createsAndReads({ run_name: "r", colour: { a: [1, null] } }),
});
