import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { answered, cases, getRun, letters, post, refused, run, WITH_RUN } from "../steps.ts";

const NO_RUN = "0123456789abcdef0123456789abcdef";
const DATASET = { name: "iris", digest: "d1", source_type: "local", source: '{"path":"iris.csv"}' };
const TRAIN = [{ key: "mlflow.data.context", value: "train" }];
const log = (datasets: Json, extra: Partial<Step> = {}): Step =>
  post("runs/log-inputs", { run_id: "{{run}}", datasets }, extra);
const with1 = (more: { [key: string]: Json }): Json => [{ dataset: { ...DATASET, ...more } }];
const many = (count: number): Json =>
  Array.from({ length: count }, (_, index) => ({ dataset: { ...DATASET, digest: String(index) } }));
const UNORDERED = { unordered: ["run.inputs.dataset_inputs"] };
const READ = getRun("run", UNORDERED);
const logs = (datasets: Json): Step[] => [...WITH_RUN, log(datasets), READ];

const takesCases = cases("runs.logInputs", {
  "stores a dataset with its tags": logs([{ dataset: DATASET, tags: [...TRAIN, { key: "b", value: "2" }] }]),
  "stores schema and profile": logs(with1({ schema: '{"cols":4}', profile: '{"rows":150}' })),
  "stores several datasets": logs([{ dataset: DATASET, tags: TRAIN }, { dataset: { ...DATASET, name: "wine" } }]),
  "tells datasets apart by digest": logs([{ dataset: DATASET }, { dataset: { ...DATASET, digest: "d2" } }]),
  "keeps one edge for one dataset": logs([{ dataset: DATASET }, { dataset: DATASET }]),
  "leaves an edge as it was": [
    ...logs([{ dataset: DATASET, tags: TRAIN }]),
    log([{ dataset: { ...DATASET, source: "other", schema: "s" }, tags: [{ key: "new", value: "1" }] }]),
    READ,
  ],
  "shares a dataset in the experiment": [
    ...logs([{ dataset: DATASET, tags: TRAIN }]),
    run({}, "second"),
    post("runs/log-inputs", { run_id: "{{second}}", datasets: [{ dataset: { ...DATASET, source: "other" } }] }),
    getRun("second"),
  ],
  "does nothing without inputs": [...WITH_RUN, post("runs/log-inputs", { run_id: "{{run}}" }), READ],
  "does nothing for an empty list": logs([]),
  "takes absent fields as empty": logs([{ dataset: { name: "bare" } }]),
  "takes an empty dataset": logs([{ dataset: {} }]),
  "takes null fields as absent": logs(with1({ source: null, schema: null })),
  "gives a tag without a value the empty one": logs([{ dataset: DATASET, tags: [{ key: "a" }] }]),
  "takes the longest name, digest and source": logs(
    with1({ name: letters(500), digest: letters(36), source: letters(65_535) }),
  ),
  "takes the longest tag": logs([{ dataset: DATASET, tags: [{ key: letters(255), value: letters(500) }] }]),
  "takes a long schema": logs(with1({ schema: letters(1_048_575) })),
  "takes 1000 datasets": logs(many(1000)),
  "refuses 1001 datasets": [
    ...WITH_RUN,
    log(many(1001), refused("C-24")),
    getRun("run", answered("C-24", { "run.inputs": {} })),
  ],
  "shows datasets in a search": [
    ...logs([{ dataset: DATASET, tags: TRAIN }]),
    post("runs/search", { experiment_ids: ["{{experiment}}"] }),
  ],
});

const refusesCases = cases("runs.logInputs", {
  "refuses a name of 501 characters": logs(with1({ name: letters(501) })),
  "refuses a digest of 37 characters": logs(with1({ digest: letters(37) })),
  "refuses a source of 65536 characters": logs(with1({ source: letters(65_536) })),
  "refuses a schema of 1048576 characters": logs(with1({ schema: letters(1_048_576) })),
  "refuses a profile of 16777216 characters": logs(with1({ profile: letters(16_777_216) })),
  "refuses a tag key of 256 characters": logs([{ dataset: DATASET, tags: [{ key: letters(256), value: "v" }] }]),
  "refuses a tag value of 501 characters": logs([{ dataset: DATASET, tags: [{ key: "k", value: letters(501) }] }]),
  "refuses tags that repeat a key": logs([
    {
      dataset: DATASET,
      tags: [
        { key: "k", value: "1" },
        { key: "k", value: "2" },
      ],
    },
  ]),
  "writes nothing when one dataset is bad": logs([
    { dataset: DATASET },
    { dataset: { ...DATASET, name: letters(501) } },
  ]),
  "refuses datasets that are text": logs("x"),
  "refuses a dataset that is a number": [
    ...WITH_RUN,
    log([5], refused("C-01")),
    getRun("run", answered("C-01", { "run.inputs": {} })),
  ],
  "refuses a name that is a number": [
    ...WITH_RUN,
    log(with1({ name: 7 }), refused("C-01")),
    getRun("run", answered("C-01", { "run.inputs": {} })),
  ],
  "says when there is no run": [post("runs/log-inputs", { run_id: NO_RUN, datasets: with1({}) })],
  "refuses a missing run": [post("runs/log-inputs", { datasets: with1({}) })],
  "refuses run_uuid alone": [...WITH_RUN, post("runs/log-inputs", { run_uuid: "{{run}}", datasets: with1({}) })],
  "refuses a deleted run": [...WITH_RUN, post("runs/delete", { run_id: "{{run}}" }), log(with1({})), READ],
});

/** Data sets as inputs of runs. */
export const datasetCases = [...takesCases, ...refusesCases];
