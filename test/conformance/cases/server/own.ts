import type { Step } from "../../src/case.ts";
import { putInRun } from "../artifacts/steps.ts";
import { logged } from "../logged-models/steps.ts";
import { alias, model, stage, version } from "../registry/steps.ts";
import { answered, cases, experiment, post, refused, run, WITH_RUN } from "../steps.ts";

const OWN = "/api/millrace/v1/";
const LOGGED: readonly Step[] = [
  ...WITH_RUN,
  post("runs/log-metric", { run_id: "{{run}}", key: "loss", value: 0.5, timestamp: 1, step: 0 }),
];
const own = (path: string, query: NonNullable<Step["query"]>, extra: Partial<Step> = {}): Step => ({
  method: "GET",
  path: OWN + path,
  query,
  ...answered("C-23"),
  ...extra,
});
const ownPost = (path: string, body: NonNullable<Step["body"]>, extra: Partial<Step> = {}): Step => ({
  method: "POST",
  path: OWN + path,
  body,
  ...answered("C-23"),
  ...extra,
});
const NONE = refused("C-23", "RESOURCE_DOES_NOT_EXIST", 404);
const REFUSED = refused("C-23");
const MOVED: readonly Step[] = [
  model(),
  version(),
  version(),
  alias("best", "1"),
  alias("best", "2"),
  stage("Production", "1"),
];

const columnCases = [
  ...cases("columns.series", {
    "gives series as columns": [...LOGGED, own("metrics/series", { run_id: "{{run}}", metric_key: "loss" })],
  }),
  ...cases("columns.runTable", {
    "gives the asked columns": [
      ...LOGGED,
      own("runs/table", { experiment_id: "{{experiment}}", column: "metrics.loss" }, answered("C-23", { total: 1 })),
    ],
  }),
  ...cases("columns.keys", {
    "gives the keys": [
      ...LOGGED,
      own("runs/keys", { experiment_id: "{{experiment}}" }, answered("C-23", { metrics: [{ key: "loss", runs: 1 }] })),
    ],
  }),
];

const historyCases = [
  ...cases("models.timeline", {
    "tells what happened to a model": [
      ...MOVED,
      own("models/{{case}}/timeline", {}, answered("C-23", { "events.0.kind": "stage", "events.1.new_value": "2" })),
      own(
        "models/{{case}}/timeline",
        { kind: "alias" },
        answered("C-23", { "events.1.new_value": "1", "events.2": null }),
      ),
      own("models/{{case}}/timeline", { max_results: 1 }, answered("C-23", { "events.1": null })),
    ],
    "says when there is no model": [own("models/{{case}}/timeline", {}, NONE)],
  }),
  ...cases("models.at", {
    "tells where aliases and stages pointed": [
      ...MOVED,
      own(
        "models/{{case}}/at",
        { time: 9_000_000_000_000 },
        answered("C-23", {
          aliases: [{ alias: "best", version: "2" }],
          stages: [{ stage: "Production", version: "1" }],
        }),
      ),
    ],
    "refuses a missing time": [model(), own("models/{{case}}/at", {}, REFUSED)],
  }),
  ...cases("models.return", {
    "points an alias back": [
      ...MOVED,
      ownPost(
        "models/{{case}}/return",
        { alias: "best", version: "1" },
        answered("C-23", { "model_version.version": "1" }),
      ),
    ],
    "points a stage back": [
      ...MOVED,
      ownPost(
        "models/{{case}}/return",
        { stage: "Production", version: "2" },
        answered("C-23", { "model_version.current_stage": "Production" }),
      ),
    ],
    "refuses neither or both": [
      ...MOVED,
      ownPost("models/{{case}}/return", { version: "1" }, REFUSED),
      ownPost("models/{{case}}/return", { alias: "best", stage: "Production", version: "1" }, REFUSED),
    ],
    "says when there is no version": [
      ...MOVED,
      ownPost("models/{{case}}/return", { alias: "best", version: "9" }, NONE),
    ],
  }),
  ...cases("models.resolve", {
    "says what an address means": [
      ...MOVED,
      own(
        "models/resolve",
        { uri: "models:/{{case}}@best" },
        answered("C-23", { version: "2", kind: "model-version" }),
      ),
      own("models/resolve", { uri: "models:/{{case}}/Production" }, answered("C-23", { version: "1" })),
      own("models/resolve", { uri: "models:/{{case}}" }, answered("C-23", { version: "2" })),
      own("models/resolve", { uri: "models:{{case}}" }, answered("C-23", { version: "2" })),
    ],
    "refuses what is no address": [own("models/resolve", { uri: "x" }, REFUSED), own("models/resolve", {}, REFUSED)],
  }),
  ...cases("lineage.get", {
    "tells what a run made": [
      ...WITH_RUN,
      logged({ source_run_id: "{{run}}" }),
      post("runs/outputs", { run_id: "{{run}}", models: [{ model_id: "{{model}}", step: 0 }] }),
      own(
        "lineage",
        { kind: "run", id: "{{run}}", direction: "down" },
        answered("C-23", { "edges.0.relation": "output", truncated: false }),
      ),
    ],
    "says when there is nothing": [own("lineage", { kind: "run", id: "0123456789abcdef0123456789abcdef" }, NONE)],
    "refuses an unknown kind": [own("lineage", { kind: "colour", id: "x" }, REFUSED)],
  }),
];

const upkeepCases = [
  ...cases("artifacts.archive", {
    "gives a folder as a zip file": [
      ...WITH_RUN,
      putInRun("a/b.txt"),
      own("artifacts/archive", { run_id: "{{run}}", path: "a" }),
    ],
    "refuses neither a run nor a model": [own("artifacts/archive", { path: "a" }, REFUSED)],
    "refuses paths that climb": [...WITH_RUN, own("artifacts/archive", { run_id: "{{run}}", path: "../.." }, REFUSED)],
  }),
  ...cases("trash.list", {
    "refuses an age that is none": [own("trash", { older_than: "soon" }, REFUSED)],
    "gives what is deleted": [own("trash", { max_results: 1 })],
  }),
  ...cases("trash.restore", {
    "brings a run back": [
      ...WITH_RUN,
      post("runs/delete", { run_id: "{{run}}" }),
      ownPost("trash/restore", { run_ids: ["{{run}}"] }, answered("C-23", { "restored.runs": 1 })),
    ],
    "says when there is no run": [ownPost("trash/restore", { run_ids: ["0123456789abcdef0123456789abcdef"] }, NONE)],
  }),
  ...cases("trash.purge", {
    "begins a job": [
      experiment(),
      run(),
      post("runs/delete", { run_id: "{{run}}" }),
      ownPost("trash/purge", { run_ids: ["{{run}}"], dry_run: true }, answered("C-23", { "job.attempts": 0 })),
    ],
  }),
  ...cases("jobs.list", {
    "gives jobs of a kind": [own("jobs", { kind: "nothing" }, answered("C-23", { jobs: [] }))],
  }),
  ...cases("jobs.get", { "says when there is no job": [own("jobs/{{case}}", {}, NONE)] }),
  ...cases("jobs.log", { "says when there is no job": [own("jobs/{{case}}/log", {}, NONE)] }),
  ...cases("jobs.cancel", { "says when there is no job": [ownPost("jobs/{{case}}/cancel", {}, NONE)] }),
];

const appended = (extra: Readonly<Record<string, unknown>>, expected: Partial<Step> = {}): Step =>
  ownPost("runs/append", { run_id: "{{run}}", writer: "w", sequence: 1, ...extra }, expected);

const runCases = [
  ...cases("runs.begin", {
    "refuses an id that is none": [ownPost("runs/begin", { run_id: "{{case}}" }, REFUSED)],
    "refuses two experiments": [
      ownPost("runs/begin", { run_id: "0".repeat(32), experiment_id: "0", experiment_name: "x" }, REFUSED),
    ],
    "begins a run once": [
      ...[1, 2].map(() =>
        ownPost("runs/begin", { run_id: "1".repeat(32) }, answered("C-23", { "run.info.status": "RUNNING" })),
      ),
    ],
  }),
  ...cases("runs.append", {
    "logs a batch once": [
      ...WITH_RUN,
      appended({ tags: [{ key: "a", value: "b" }] }, answered("C-23", { applied: true })),
      appended({ tags: [{ key: "a", value: "c" }] }, answered("C-23", { applied: false })),
    ],
    "refuses a batch before its turn": [
      ...WITH_RUN,
      appended({ sequence: 2 }, refused("C-23", "RESOURCE_CONFLICT", 409)),
    ],
    "says when there is no run": [appended({ run_id: "2".repeat(32) }, NONE)],
  }),
  ...cases("runs.appendOutput", {
    "adds lines once": [
      ...WITH_RUN,
      ...[1, 2].map(() =>
        ownPost(
          "runs/{{run}}/logs",
          { offset: 0, lines: [{ time: 1, text: "a" }] },
          answered("C-23", { next_offset: 1 }),
        ),
      ),
    ],
    "refuses lines before their turn": [
      ...WITH_RUN,
      ownPost("runs/{{run}}/logs", { offset: 1 }, refused("C-23", "RESOURCE_CONFLICT", 409)),
    ],
    "says when there is no run": [ownPost(`runs/${"2".repeat(32)}/logs`, { offset: 0 }, NONE)],
  }),
  ...cases("runs.output", {
    "gives no lines of a run that printed none": [
      ...WITH_RUN,
      own("runs/{{run}}/logs", {}, answered("C-23", { lines: [], next_offset: 0, is_complete: false })),
    ],
    "says when there is no run": [own(`runs/${"2".repeat(32)}/logs`, {}, NONE)],
  }),
];

/** Endpoints that are Millrace's own. */
export const ownCases = [
  ...cases("server.home", { "answers a page": [{ method: "GET", path: "/" }] }),
  ...columnCases,
  ...runCases,
  ...historyCases,
  ...upkeepCases,
];
