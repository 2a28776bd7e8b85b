import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { call, pick, pickString } from "@millrace/testkit";
import { randomRunName } from "../src/handlers/runs/run-name.ts";
import { ADJECTIVES, NOUNS } from "../src/handlers/runs/words.ts";
import { API, listAt, newRun, outcome, startTestServer } from "./support/server.ts";

const { url } = await startTestServer();
const REFUSED = "400 INVALID_PARAMETER_VALUE";

const get = async (target: string): Promise<unknown> => (await call(url, "GET", API + target)).body;
const post = async (target: string, body: unknown): Promise<unknown> =>
  (await call(url, "POST", API + target, body)).body;

describe("experiments.create", () => {
  it("makes a relative artifact location absolute and keeps others", async () => {
    for (const [given, kept] of [
      ["some/folder", path.resolve("some/folder")],
      ["/abs/../x", "/abs/../x"],
      ["s3://bucket/x", "s3://bucket/x"],
    ]) {
      const id = pickString(
        await post("/experiments/create", { name: given, artifact_location: given }),
        "experiment_id",
      );
      const found = await get(`/experiments/get?experiment_id=${id}`);
      assert.equal(pick(found, "experiment", "artifact_location"), kept);
    }
  });

  it("gives every experiment a location of its own below the root", async () => {
    const id = pickString(await post("/experiments/create", { name: "own", artifact_location: "" }), "experiment_id");
    assert.match(
      pickString(await get(`/experiments/get?experiment_id=${id}`), "experiment", "artifact_location"),
      new RegExp(`/${id}$`),
    );
  });
});

describe("experiments.setTag", () => {
  it("keeps at most 50 saved views, which may be changed", async () => {
    const { experiment } = await newRun(url);
    const view = (index: number): unknown => ({
      experiment_id: experiment,
      key: `mlflow.customView.view${index}`,
      value: "v",
    });
    for (let index = 0; index < 50; index += 1)
      assert.equal(await outcome(url, "/experiments/set-experiment-tag", view(index)), "200");
    assert.equal(await outcome(url, "/experiments/set-experiment-tag", view(50)), REFUSED);
    assert.equal(await outcome(url, "/experiments/set-experiment-tag", view(7)), "200");
  });
});

describe("runs.create", async () => {
  const { experiment } = await newRun(url);
  const create = (fields: object): Promise<unknown> => post("/runs/create", { experiment_id: experiment, ...fields });
  const named = (run: unknown): unknown[] => [
    pick(run, "run", "info", "run_name"),
    listAt(run, "run", "data", "tags").filter((tag) => pick(tag, "key") === "mlflow.runName"),
  ];

  it("takes the name from run_name or from the tag, which are kept equal", async () => {
    const tag = (value: string): object => ({ key: "mlflow.runName", value });
    assert.deepEqual(named(await create({ run_name: "a" })), ["a", [tag("a")]]);
    assert.deepEqual(named(await create({ tags: [tag("b")] })), ["b", [tag("b")]]);
    assert.deepEqual(named(await create({ run_name: "c", tags: [tag("c")] })), ["c", [tag("c")]]);
    assert.deepEqual(named(await create({ run_name: "d", tags: [tag("")] })), ["d", [tag("d")]]);
    assert.equal(
      await outcome(url, "/runs/create", { experiment_id: experiment, run_name: "e", tags: [tag("f")] }),
      REFUSED,
    );
  });

  it("makes a name up when there is none", async () => {
    const [name, tags] = named(await create({ run_name: "" }));
    assert.match(String(name), /^[a-z]+-[a-z]+-\d+$/);
    assert.deepEqual(tags, [{ key: "mlflow.runName", value: name }]);
  });

  it("needs an experiment", async () => {
    assert.equal(await outcome(url, "/runs/create", {}), "400 BAD_REQUEST");
    assert.equal(await outcome(url, "/runs/create", { experiment_id: "" }), "400 BAD_REQUEST");
    assert.equal(await outcome(url, "/runs/create", { experiment_id: "99999" }), "404 RESOURCE_DOES_NOT_EXIST");
    assert.equal(await outcome(url, "/runs/create", { experiment_id: "abc" }), REFUSED);
  });

  it("takes each tag once", async () => {
    const tags = [
      { key: "a", value: "1" },
      { key: "a", value: "2" },
    ];
    assert.equal(await outcome(url, "/runs/create", { experiment_id: experiment, tags }), "400 BAD_REQUEST");
  });

  it("takes at most 1,000 tags", async () => {
    const tags = (count: number): object[] => Array.from({ length: count }, (_, index) => ({ key: `k${index}` }));
    assert.equal(await outcome(url, "/runs/create", { experiment_id: experiment, tags: tags(1000) }), "200");
    assert.equal(await outcome(url, "/runs/create", { experiment_id: experiment, tags: tags(1001) }), REFUSED);
  });
});

describe("random run names", () => {
  it("have at most 20 characters", () => {
    const longest = (words: readonly string[]): number => Math.max(...words.map((word) => word.length));
    assert.ok(longest(ADJECTIVES) + longest(NOUNS) + "--1000".length <= 20);
    for (const words of [ADJECTIVES, NOUNS]) assert.equal(new Set(words).size, words.length);
    assert.match(randomRunName(), /^[a-z]+-[a-z]+-(\d{1,3}|1000)$/);
  });
});

describe("calls about a run", async () => {
  const { run } = await newRun(url);
  const metric = { key: "m", value: 1, timestamp: 1 };

  it("take run_uuid for run_id where old clients send it", async () => {
    assert.equal(await outcome(url, "/runs/log-metric", { run_uuid: run, ...metric }), "200");
    assert.equal(await outcome(url, "/runs/log-parameter", { run_uuid: run, key: "p", value: "v" }), "200");
    assert.equal(await outcome(url, "/runs/set-tag", { run_uuid: run, key: "t", value: "v" }), "200");
    assert.equal(await outcome(url, "/runs/update", { run_uuid: run, status: "FINISHED" }), "200");
    assert.equal(pick(await get(`/runs/get?run_uuid=${run}`), "run", "info", "status"), "FINISHED");
    assert.equal(pick(await get(`/runs/get?run_uuid=none&run_id=${run}`), "run", "info", "run_id"), run);
    assert.equal(await outcome(url, "/runs/log-metric", metric), REFUSED);
    assert.equal(await outcome(url, "/runs/log-metric", { run_id: "", ...metric }), REFUSED);
  });

  it("need the run, and for batches a well-formed id", async () => {
    assert.equal(await outcome(url, "/runs/log-metric", { run_id: "none", ...metric }), "404 RESOURCE_DOES_NOT_EXIST");
    assert.equal(await outcome(url, "/runs/log-batch", { run_id: "none" }), "404 RESOURCE_DOES_NOT_EXIST");
    assert.equal(await outcome(url, "/runs/log-batch", { run_id: "bad id!" }), REFUSED);
    assert.equal(await outcome(url, "/runs/log-batch", { run_id: run }), "200");
  });

  it("cut long values, or refuse them when told so", async () => {
    await post("/runs/log-parameter", { run_id: run, key: "long", value: "é".repeat(6001) });
    const found = await get(`/runs/get?run_id=${run}`);
    const params: unknown[] = listAt(found, "run", "data", "params");
    assert.equal(
      pickString(
        params.find((param) => pick(param, "key") === "long"),
        "value",
      ).length,
      6000,
    );
    const strict = await startTestServer({ truncateLongValues: "false" });
    const other = await newRun(strict.url);
    const long = { run_id: other.run, key: "long", value: "é".repeat(6001) };
    assert.equal(await outcome(strict.url, "/runs/log-parameter", long), REFUSED);
  });
});

describe("runs.logModel", async () => {
  const { run } = await newRun(url);
  const model = {
    run_id: run,
    artifact_path: "model",
    utc_time_created: "2026-01-01 00:00:00",
    flavors: { sklearn: {} },
  };

  it("keeps a history of models in a tag", async () => {
    for (const extra of [{}, { model_uuid: "u", mlflow_version: "2.0" }]) {
      const request = { run_id: run, model_json: JSON.stringify({ ...model, ...extra }) };
      assert.equal(await outcome(url, "/runs/log-model", request), "200");
    }
    const tags: unknown[] = listAt(await get(`/runs/get?run_id=${run}`), "run", "data", "tags");
    const history = tags.find((tag) => pick(tag, "key") === "mlflow.log-model.history");
    assert.deepEqual(JSON.parse(pickString(history, "value")), [
      { ...model, model_uuid: null },
      { ...model, model_uuid: "u" },
    ]);
  });

  it("refuses what is no model", async () => {
    for (const json of ["", "x", "[]", "null", "{}", JSON.stringify({ ...model, flavors: undefined })]) {
      assert.equal(await outcome(url, "/runs/log-model", { run_id: run, model_json: json }), REFUSED, json);
    }
  });
});

describe("reads of metrics", async () => {
  const { run } = await newRun(url);
  const points = Array.from({ length: 10 }, (_, step) => ({ key: "m", value: step, timestamp: step, step }));
  await post("/runs/log-batch", { run_id: run, metrics: points });
  const bulk = (query: string): Promise<string> => status(`/ajax-api/2.0/mlflow/metrics/get-history-bulk?${query}`);
  const interval = (query: string): Promise<string> => status(`${API}/metrics/get-history-bulk-interval?${query}`);
  const status = async (target: string): Promise<string> => {
    const answer = await call(url, "GET", target);
    return answer.status === 200 ? "200" : `${answer.status} ${String(pick(answer.body, "error_code"))}`;
  };
  const many = (name: string): string => Array.from({ length: 101 }, () => `${name}=${run}`).join("&");

  it("page through a history", async () => {
    const first = await get(`/metrics/get-history?run_id=${run}&metric_key=m&max_results=6`);
    const token = encodeURIComponent(pickString(first, "next_page_token"));
    const rest = await get(`/metrics/get-history?run_id=${run}&metric_key=m&max_results=6&page_token=${token}`);
    const steps = [first, rest].flatMap((page) => listAt(page, "metrics").map((point) => pick(point, "step")));
    assert.deepEqual(steps, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.equal(pick(rest, "next_page_token"), undefined);
  });

  it("refuse what is out of range", async () => {
    for (const size of ["0", "-1", "x"]) {
      assert.equal(await status(`${API}/metrics/get-history?run_id=${run}&metric_key=m&max_results=${size}`), REFUSED);
      assert.equal(await interval(`run_ids=${run}&metric_key=m&max_results=${size}`), REFUSED);
    }
    assert.equal(await interval(`run_ids=${run}&metric_key=m&max_results=2501`), REFUSED);
    assert.equal(await interval(`run_ids=${run}&metric_key=m&start_step=1`), REFUSED);
    assert.equal(await interval(`run_ids=${run}&metric_key=m&start_step=2&end_step=1`), REFUSED);
    assert.equal(await interval("metric_key=m"), REFUSED);
    assert.equal(await interval(`${many("run_ids")}&metric_key=m`), REFUSED);
    assert.equal(await bulk(`${many("run_id")}&metric_key=m`), REFUSED);
    assert.equal(await bulk("metric_key=m"), REFUSED);
    assert.equal(await bulk(`run_id=${run}`), REFUSED);
    assert.equal(await bulk(`run_id=${run}&metric_key=m&max_results=-1`), REFUSED);
    assert.equal(await bulk(`run_id=${run}&metric_key=m&max_results=0`), "200");
    assert.equal(await bulk(`run_id=${run}&metric_key=`), "200");
  });

  it("choose points evenly", async () => {
    const found = await get(`/metrics/get-history-bulk-interval?run_ids=${run}&metric_key=m&max_results=3`);
    const steps = listAt(found, "metrics").map((point) => pick(point, "step"));
    assert.deepEqual(steps, [0, 4, 9]);
  });
});

describe("columnar reads", async () => {
  const { run, experiment } = await newRun(url);

  it("refuse what is out of range", async () => {
    const series = "/api/millrace/v1/metrics/series";
    for (const query of [
      `run_id=${run}`,
      "metric_key=m",
      `run_id=${run}&metric_key=m&width=0`,
      `run_id=${run}&metric_key=m&width=10001`,
      `run_id=${run}&metric_key=m&start_step=2&end_step=1`,
      `${Array.from({ length: 201 }, () => `run_id=${run}`).join("&")}&metric_key=m`,
    ]) {
      assert.equal((await call(url, "GET", `${series}?${query}`)).status, 400, query.slice(0, 60));
    }
    const table = `/api/millrace/v1/runs/table?experiment_id=${experiment}`;
    assert.equal((await call(url, "GET", `${table}&max_results=0`)).status, 400);
  });

  it("refuse a chart of more buckets than one answer holds", async () => {
    const runs = Array.from({ length: 200 }, () => `run_id=${run}`).join("&");
    const series = `/api/millrace/v1/metrics/series?${runs}&metric_key=a&metric_key=b`;
    const chart = async (width: number): Promise<number> => (await call(url, "GET", `${series}&width=${width}`)).status;
    assert.equal(await chart(5000), 200);
    assert.equal(await chart(5001), 400);
  });

  it("refuse a table of more columns or cells than one answer holds", async () => {
    const table = async (columns: number, rows: number): Promise<number> => {
      const names = Array.from({ length: columns }, (_, index) => `column=metrics.m${index}`).join("&");
      const target = `/api/millrace/v1/runs/table?experiment_id=${experiment}&max_results=${rows}&${names}`;
      return (await call(url, "GET", target)).status;
    };
    assert.equal(await table(200, 5000), 200);
    assert.equal(await table(200, 5001), 400);
    assert.equal(await table(201, 1), 400);
    assert.equal(await table(20, 50_000), 200);
    assert.equal(await table(21, 50_000), 400);
  });
});

describe("experiments.searchDatasets", () => {
  it("needs 1 to 20 experiments", async () => {
    const search = async (ids: unknown): Promise<number> =>
      (await call(url, "POST", "/ajax-api/2.0/mlflow/experiments/search-datasets", { experiment_ids: ids })).status;
    assert.equal(await search(undefined), 400);
    assert.equal(await search([]), 400);
    assert.equal(await search(Array.from({ length: 21 }, () => "0")), 400);
    assert.equal(await search(["0"]), 200);
  });
});
