import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { call, pick, pickString } from "@millrace/testkit";
import { API, listAt, newRun, startTestServer } from "./support/server.ts";

const { url } = await startTestServer();
const { experiment, run } = await newRun(url);
const MODELS = "/logged-models";
const REFUSED = "400 INVALID_PARAMETER_VALUE";
const NOT_THERE = "404 RESOURCE_DOES_NOT_EXIST";

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** `200`, or the status and the code of a refusal. */
async function outcome(method: Method, path: string, body?: unknown): Promise<string> {
  const answer = await call(url, method, API + path, body);
  const code = pick(answer.body, "error_code");
  return typeof code === "string" ? `${answer.status} ${code}` : String(answer.status);
}

async function answer(method: Method, path: string, body?: unknown): Promise<unknown> {
  const { status, body: found, text } = await call(url, method, API + path, body);
  assert.equal(status, 200, text);
  return found;
}

async function newModel(fields: object = {}): Promise<string> {
  return pickString(
    await answer("POST", MODELS, { experiment_id: experiment, ...fields }),
    "model",
    "info",
    "model_id",
  );
}

describe("loggedModels.create", () => {
  const create = (fields: object): Promise<string> => outcome("POST", MODELS, { experiment_id: experiment, ...fields });

  it("makes a name up when there is none", async () => {
    for (const fields of [{}, { name: "" }]) {
      const made = await answer("POST", MODELS, { experiment_id: experiment, ...fields });
      assert.match(pickString(made, "model", "info", "name"), /^[a-z]+-[a-z]+-\d+$/);
    }
  });

  it("refuses names that can't be in a URI, and takes all others", async () => {
    for (const name of ["a/b", "a:b", "a.b", "a%b", 'a"b', "a'b", "x".repeat(501)]) {
      assert.equal(await create({ name }), REFUSED, name);
    }
    for (const name of [" ", "a\\b", "größe", "x".repeat(500)]) assert.equal(await create({ name }), "200", name);
  });

  it("takes entries without a key or value, each key once and none too long", async () => {
    assert.equal(await create({ params: [{ key: "a" }, { value: "b" }], tags: [{}] }), "200");
    const twice = [{ key: "a" }, { key: "a" }];
    assert.equal(await create({ params: twice }), "400 BAD_REQUEST");
    assert.equal(await create({ tags: twice }), "400 BAD_REQUEST");
    assert.equal(await create({ params: [{ key: "k".repeat(256) }] }), REFUSED);
    assert.equal(await create({ tags: Array.from({ length: 1001 }, (_, i) => ({ key: String(i) })) }), REFUSED);
    assert.equal(await create({ model_type: "x".repeat(501) }), REFUSED);
    assert.equal(await create({ source_run_id: "x".repeat(501) }), REFUSED);
  });

  it("needs an experiment", async () => {
    assert.equal(await outcome("POST", MODELS, {}), REFUSED);
    assert.equal(await outcome("POST", MODELS, { experiment_id: "99999" }), NOT_THERE);
  });
});

describe("a logged model's path", () => {
  it("says which model is meant, whatever the body says", async () => {
    const [one, other] = [await newModel(), await newModel()];
    const ready = { model_id: other, status: "LOGGED_MODEL_READY" };
    const answered = await answer("PATCH", `${MODELS}/${one}`, ready);
    assert.equal(pick(answered, "model", "info", "model_id"), one);
    assert.equal(pick(answered, "model", "info", "status"), "LOGGED_MODEL_READY");
    const found = await answer("GET", `${MODELS}/${other}`);
    assert.equal(pick(found, "model", "info", "status"), "LOGGED_MODEL_PENDING");
    assert.equal(await outcome("GET", `${MODELS}/m%2Dnone`), NOT_THERE);
  });

  it("leads to tags with any key", async () => {
    const id = await newModel({ tags: [{ key: "a/b c", value: "1" }, { key: "x" }] });
    assert.equal(await outcome("DELETE", `${MODELS}/${id}/tags/x`), "200");
    assert.equal(await outcome("DELETE", `${MODELS}/${id}/tags/x`), NOT_THERE);
    assert.equal(await outcome("DELETE", `${MODELS}/${id}/tags/a%2Fb%20c`), "200");
    assert.equal(pick(await answer("GET", `${MODELS}/${id}`), "model", "info", "tags"), undefined);
  });
});

describe("loggedModels.finalize", () => {
  it("refuses a status that says nothing", async () => {
    const id = await newModel();
    for (const status of [undefined, 0, 99, "FOO", "LOGGED_MODEL_STATUS_UNSPECIFIED"]) {
      assert.equal(await outcome("PATCH", `${MODELS}/${id}`, { status }), REFUSED, String(status));
    }
    assert.equal(await outcome("PATCH", `${MODELS}/${id}`, { status: 3 }), "200");
  });
});

describe("loggedModels.delete", () => {
  it("hides the model from all who don't ask for deleted ones", async () => {
    const id = await newModel();
    assert.equal(await outcome("DELETE", `${MODELS}/${id}`), "200");
    assert.equal(await outcome("DELETE", `${MODELS}/${id}`), "200");
    assert.equal(await outcome("GET", `${MODELS}/${id}`), NOT_THERE);
    assert.equal(await outcome("GET", `${MODELS}/${id}?allow_deleted=false`), NOT_THERE);
    assert.equal(await outcome("GET", `${MODELS}/${id}?allow_deleted=True`), "200");
    assert.equal(await outcome("DELETE", `${MODELS}/m-none`), NOT_THERE);
  });
});

describe("loggedModels.setTags", () => {
  it("takes the last of several values of a key", async () => {
    const id = await newModel();
    const tags = [{ key: "a", value: "1" }, { key: "a", value: "2" }, { key: "b" }];
    assert.deepEqual(await answer("PATCH", `${MODELS}/${id}/tags`, { tags }), {});
    assert.deepEqual(pick(await answer("GET", `${MODELS}/${id}`), "model", "info", "tags"), [
      { key: "a", value: "2" },
      { key: "b", value: "" },
    ]);
  });
});

describe("loggedModels.search", async () => {
  const fresh = await newRun(url);
  for (const name of ["a", "b", "c"]) await newModel({ experiment_id: fresh.experiment, name });
  const search = (fields: object): Promise<string> =>
    outcome("POST", `${MODELS}/search`, { experiment_ids: [fresh.experiment], ...fields });

  it("takes 0 for the default page, and refuses negative sizes", async () => {
    assert.equal(await search({ max_results: 0 }), "200");
    assert.equal(await search({ max_results: 1_000_000 }), "200");
    assert.equal(await search({ max_results: -1 }), REFUSED);
  });

  it("gives pages", async () => {
    const body = { experiment_ids: [fresh.experiment], max_results: 2, order_by: [{ field_name: "name" }] };
    const first = await answer("POST", `${MODELS}/search`, body);
    const token = pickString(first, "next_page_token");
    const second = await answer("POST", `${MODELS}/search`, { ...body, page_token: token });
    const names = [...listAt(first, "models"), ...listAt(second, "models")].map((model) => pick(model, "info", "name"));
    assert.deepEqual(names, ["a", "b", "c"]);
    assert.equal(pick(second, "next_page_token"), undefined);
  });

  it("answers {} when there is nothing", async () => {
    assert.deepEqual(await answer("POST", `${MODELS}/search`, { experiment_ids: [] }), {});
    assert.equal(await outcome("POST", `${MODELS}/search`, {}), REFUSED);
  });

  it("refuses bad datasets and orders", async () => {
    assert.equal(await search({ datasets: [{ dataset_digest: "1" }] }), REFUSED);
    assert.equal(await search({ datasets: [{ dataset_name: "d" }] }), "200");
    assert.equal(await search({ order_by: [{}] }), REFUSED);
    assert.equal(await search({ order_by: [{ field_name: "foo" }] }), REFUSED);
    assert.equal(await search({ order_by: [{ field_name: "metrics.a b/c", ascending: false }] }), "200");
    assert.equal(await search({ filter: "foo = 'x'" }), REFUSED);
  });
});

describe("metrics of a logged model", () => {
  it("go to the run and the model, or nowhere", async () => {
    const id = await newModel();
    const log = (fields: object): Promise<string> =>
      outcome("POST", "/runs/log-metric", { run_id: run, key: "acc", value: 0.5, timestamp: 1, ...fields });
    assert.equal(await log({ model_id: id, dataset_name: "d", dataset_digest: "1" }), "200");
    assert.equal(await log({ model_id: "m-none", key: "lost" }), "400 BAD_REQUEST");
    const metric = { key: "acc", value: 0.5, timestamp: 1, step: 0 };
    const found = await answer("GET", `${MODELS}/${id}`);
    assert.deepEqual(listAt(found, "model", "data", "metrics"), [
      { ...metric, dataset_name: "d", dataset_digest: "1", model_id: id, run_id: run },
    ]);
    assert.deepEqual(listAt(await answer("GET", `/runs/get?run_id=${run}`), "run", "data", "metrics"), [metric]);
  });
});

describe("lineage.get", () => {
  const lineage = async (query: string): Promise<string> => {
    const { status, body } = await call(url, "GET", `/api/millrace/v1/lineage?${query}`);
    const code = pick(body, "error_code");
    return typeof code === "string" ? `${status} ${code}` : String(status);
  };

  it("gives what a run read and made", async () => {
    const fresh = await newRun(url);
    const model = await newModel({ experiment_id: fresh.experiment, source_run_id: fresh.run });
    const { body } = await call(url, "GET", `/api/millrace/v1/lineage?kind=logged-model&id=${model}&direction=up`);
    assert.deepEqual(
      listAt(body, "nodes").map((node) => pick(node, "id")),
      [model, fresh.run],
    );
    assert.deepEqual(listAt(body, "edges"), [
      { from: { kind: "run", id: fresh.run }, to: { kind: "logged-model", id: model }, relation: "output" },
    ]);
    assert.equal(pick(body, "truncated"), false);
  });

  it("refuses what it does not know", async () => {
    assert.equal(await lineage(`kind=run&id=${run}&direction=both&depth=50`), "200");
    assert.equal(await lineage("kind=run&id=none"), NOT_THERE);
    for (const query of ["", "kind=run", `kind=job&id=${run}`, `kind=run&id=${run}&direction=left`]) {
      assert.equal(await lineage(query), REFUSED, query);
    }
    for (const depth of ["0", "51", "x"]) assert.equal(await lineage(`kind=run&id=${run}&depth=${depth}`), REFUSED);
    assert.equal(await lineage("kind=dataset&id=x"), REFUSED);
  });
});
