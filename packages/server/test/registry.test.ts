import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { call, pick, pickString, tempDir } from "@millrace/testkit";
import { API, listAt, newRun, send, startTestServer } from "./support/server.ts";

const folder = tempDir();
const { url } = await startTestServer({ defaultArtifactRoot: path.join(folder, "artifacts") });
const OURS = "/api/millrace/v1/models";
const REFUSED = "400 INVALID_PARAMETER_VALUE";
const MISSING = "404 RESOURCE_DOES_NOT_EXIST";

type Fields = Readonly<Record<string, unknown>>;

const ask = (method: string, target: string, body?: Fields): Promise<{ status: number; body: unknown }> =>
  call(url, method, target, body);
const post = (target: string, body: Fields): ReturnType<typeof ask> => ask("POST", API + target, body);
const get = async (target: string): Promise<unknown> => (await ask("GET", target)).body;
const outcomeOf = ({ status, body }: { status: number; body: unknown }): string => {
  const code = pick(body, "error_code");
  return typeof code === "string" ? `${status} ${code}` : String(status);
};

let count = 0;
async function newModel(versions = 0): Promise<string> {
  const name = `model ${(count += 1)} größe`;
  assert.equal((await post("/registered-models/create", { name })).status, 200);
  for (let index = 0; index < versions; index += 1) await newVersion(name);
  return name;
}
const newVersion = (name: string, more: Fields = {}): ReturnType<typeof ask> =>
  post("/model-versions/create", { name, source: "s3://bucket/model", ...more });
const at = (name: string, rest: string): string => `${OURS}/${encodeURIComponent(name)}/${rest}`;

describe("the registry's endpoints", () => {
  it("make, read, change and delete models and versions", async () => {
    const name = await newModel(2);
    const query = `name=${encodeURIComponent(name)}`;
    await ask("PATCH", `${API}/registered-models/update`, { name, description: "d" });
    await ask("PATCH", `${API}/model-versions/update`, { name, version: "1", description: "first" });
    await post("/registered-models/set-tag", { name, key: "k", value: "v" });
    await post("/model-versions/set-tag", { name, version: "1", key: "k" });
    await post("/registered-models/alias", { name, alias: "best", version: "1" });
    await post("/model-versions/transition-stage", { name, version: "1", stage: "staging" });
    const model = await get(`${API}/registered-models/get?${query}`);
    assert.equal(pick(model, "registered_model", "description"), "d");
    assert.deepEqual(pick(model, "registered_model", "aliases"), [{ alias: "best", version: "1" }]);
    assert.deepEqual(
      listAt(model, "registered_model", "latest_versions").map((version) => pick(version, "current_stage")),
      ["Staging", "None"],
    );
    const version = await get(`${API}/model-versions/get?${query}&version=1`);
    assert.deepEqual(pick(version, "model_version", "tags"), [{ key: "k", value: "" }]);
    assert.deepEqual(await get(`${API}/registered-models/alias?${query}&alias=best`), version);
    assert.deepEqual(await get(`${API}/registered-models/get-latest-versions?${query}&stages=Staging`), {
      model_versions: [pick(version, "model_version")],
    });
    assert.deepEqual(await get(`${API}/model-versions/get-download-uri?${query}&version=1`), {
      artifact_uri: "s3://bucket/model",
    });
    const gone: readonly (readonly [string, Fields])[] = [
      ["registered-models/delete-tag", { name, key: "k" }],
      ["model-versions/delete-tag", { name, version: "1", key: "k" }],
      ["registered-models/alias", { name, alias: "best" }],
      ["model-versions/delete", { name, version: "1" }],
      ["registered-models/delete", { name }],
    ];
    for (const [target, body] of gone) {
      assert.deepEqual((await ask("DELETE", `${API}/${target}`, body)).body, {}, target);
    }
    assert.equal(outcomeOf(await ask("GET", `${API}/registered-models/get?${query}`)), MISSING);
  });

  it("refuse what can't be, whoever asks", async () => {
    const name = await newModel(1);
    const tags = (length: number): Fields[] => Array.from({ length }, (_, index) => ({ key: `k${index}` }));
    const cases: readonly (readonly [string, string, Fields, string])[] = [
      ["POST", "registered-models/create", { name: "a/b" }, REFUSED],
      ["POST", "registered-models/create", { name: "x".repeat(501) }, REFUSED],
      ["POST", "registered-models/create", { name }, "400 RESOURCE_ALREADY_EXISTS"],
      ["POST", "registered-models/create", { name: "tags", tags: tags(1001) }, REFUSED],
      ["POST", "registered-models/create", { name: "text", description: "x".repeat(100_001) }, REFUSED],
      ["POST", "registered-models/rename", { name, new_name: "a:b" }, REFUSED],
      ["POST", "registered-models/alias", { name, alias: "latest", version: "1" }, REFUSED],
      ["POST", "registered-models/alias", { name, alias: "a b", version: "1" }, REFUSED],
      ["POST", "registered-models/alias", { name, alias: "a", version: "x" }, REFUSED],
      ["POST", "registered-models/alias", { name, alias: "a", version: "2" }, MISSING],
      ["POST", "registered-models/set-tag", { name, key: "../k", value: "v" }, REFUSED],
      ["POST", "model-versions/set-tag", { name, version: "1", key: "k", value: "x".repeat(100_001) }, REFUSED],
      ["POST", "model-versions/set-tag", { name, version: "1", key: "millrace.versionName", value: "7" }, REFUSED],
      ["POST", "model-versions/create", { name, source: "s3://b/x", run_link: "x".repeat(501) }, REFUSED],
      ["POST", "model-versions/create", { name, source: "s3://b/x", tags: tags(1001) }, REFUSED],
      ["POST", "model-versions/create", { name: "none", source: "s3://b/x" }, MISSING],
      ["POST", "model-versions/transition-stage", { name, version: "1", stage: "Testing" }, REFUSED],
      ["POST", "registered-models/get-latest-versions", { name, stages: Array(101).fill("None") }, REFUSED],
      ["PATCH", "model-versions/update", { name, version: "2" }, MISSING],
      ["DELETE", "model-versions/delete", { name, version: "9".repeat(30) }, MISSING],
    ];
    for (const [method, target, body, expected] of cases) {
      assert.equal(
        outcomeOf(await ask(method, `${API}/${target}`, body)),
        expected,
        JSON.stringify(body).slice(0, 100),
      );
    }
    for (const [search, most] of [
      ["registered-models", 1000],
      ["model-versions", 200_000],
    ] as const) {
      for (const size of [0, -1, most + 1]) {
        assert.equal(outcomeOf(await ask("GET", `${API}/${search}/search?max_results=${size}`)), REFUSED);
      }
      assert.equal((await ask("GET", `${API}/${search}/search?max_results=${most}`)).status, 200);
    }
  });

  it("hide prompts from searches that don't ask for them", async () => {
    const tags = [{ key: "mlflow.prompt.is_prompt", value: "true" }];
    await post("/registered-models/create", { name: "a prompt", tags });
    assert.equal((await newVersion("a prompt", { source: "dummy-source", tags })).status, 200);
    for (const [noun, list] of [
      ["registered-models", "registered_models"],
      ["model-versions", "model_versions"],
    ] as const) {
      const found = async (filter: string): Promise<number> =>
        listAt(await get(`${API}/${noun}/search?filter=${encodeURIComponent(filter)}`), list).length;
      assert.equal(await found("name = 'a prompt'"), 0);
      assert.equal(await found("name = 'a prompt' AND tags.`mlflow.prompt.is_prompt` = 'true'"), 1);
    }
  });
});

describe("the source of a version", () => {
  it("on the server's disk lies inside the run's artifacts, links followed", async () => {
    const name = await newModel();
    const { run } = await newRun(url);
    const other = await newRun(url);
    const root = pickString(await get(`${API}/runs/get?run_id=${run}`), "run", "info", "artifact_uri");
    const elsewhere = pickString(await get(`${API}/runs/get?run_id=${other.run}`), "run", "info", "artifact_uri");
    mkdirSync(path.join(root, "model"), { recursive: true });
    mkdirSync(path.join(folder, "secret"));
    symlinkSync(path.join(folder, "secret"), path.join(root, "link"));
    symlinkSync(path.join(root, "model"), path.join(root, "inner"));
    symlinkSync(path.join(root, "loop"), path.join(root, "loop"));
    const from = async (source: string, run_id = run): Promise<string> =>
      outcomeOf(await newVersion(name, { source, run_id }));
    for (const source of [root, `${root}/model`, `${root}/not/there/yet`, `file://${root}/model`, `${root}/inner`]) {
      assert.equal(await from(source), "200", source);
    }
    for (const source of [
      ...[
        "/etc/passwd",
        "/",
        "file:///etc",
        folder,
        path.dirname(root),
        elsewhere,
        `${root}x`,
        `${root}/../artifactsx`,
      ],
      ...[`${root}/link`, `${root}/link/x`, `${root}/loop/x`, `file://${root}/link/x`, `${root}/model/../../..`],
      ...[`${root}/%2e%2e/x`, `${root}/%252e%252e/x`, `${root}/..%2fx`, `${root}/a#/../../x`, `${root}/a?/../../x`],
      ...[`${root}/a;/../../x`, `${root}\\..\\x`, `${root}/x%00`, `file://host${root}`, root.slice(1), `./${root}`],
    ]) {
      assert.equal(await from(source), REFUSED, source);
    }
    assert.equal(await from(`${root}/model`, other.run), REFUSED);
    assert.equal(await from(`${root}/model`, "none"), REFUSED);
    assert.equal(await from(`${root}/model`, ""), REFUSED);
    assert.equal(await from(`runs:/${run}/model`), "200");
    assert.equal(await from(`runs:/${run}/../x`), REFUSED);
    assert.equal(await from(`runs:/${run}/model`, other.run), REFUSED);
  });

  it("can't hide behind the tag of prompts", async () => {
    const name = await newModel();
    const { run } = await newRun(url);
    const root = pickString(await get(`${API}/runs/get?run_id=${run}`), "run", "info", "artifact_uri");
    for (const value of ["true", "True", "TRUE"]) {
      const tags = [{ key: "mlflow.prompt.is_prompt", value }];
      for (const source of ["/etc/passwd", "file:///etc/passwd", "../../etc", root, `runs:/${run}/model`, "s3://b/x"]) {
        assert.equal(outcomeOf(await newVersion(name, { source, run_id: run, tags })), REFUSED, source);
      }
    }
    const tags = [
      { key: "mlflow.prompt.is_prompt", value: "false" },
      { key: "mlflow.prompt.is_prompt ", value: "true" },
    ];
    for (const source of ["dummy-source", "/etc/passwd"]) {
      assert.equal(outcomeOf(await newVersion(name, { source, run_id: run, tags })), REFUSED, source);
    }
  });

  it("matches the operator's pattern", async () => {
    const strict = await startTestServer({ modelSourcePattern: "^(s3://models/|runs:/)" });
    const create = async (source: string): Promise<string> =>
      outcomeOf(await call(strict.url, "POST", `${API}/model-versions/create`, { name: "m", source, run_id: "r" }));
    await call(strict.url, "POST", `${API}/registered-models/create`, { name: "m" });
    assert.equal(await create("s3://models/x"), "200");
    assert.equal(await create("runs:/r/x"), "200");
    assert.equal(await create("s3://other/x"), REFUSED);
    await assert.rejects(startTestServer({ modelSourcePattern: "(" }), { code: "INVALID_PARAMETER_VALUE" });
  });
});

describe("the history of a model", () => {
  it("tells who changed what and why, and leads back", async () => {
    const name = await newModel(2);
    const headers = {
      "content-type": "application/json",
      authorization: `Basic ${Buffer.from("ada:secret").toString("base64")}`,
      "x-millrace-reason": "better recall",
    };
    for (const version of ["1", "2"]) {
      const body = JSON.stringify({ name, alias: "best", version });
      await send(url, { method: "POST", path: `${API}/registered-models/alias`, headers, body });
    }
    const before = Date.now();
    const timeline = await get(at(name, "timeline?kind=alias&kind=stage"));
    const [newest, oldest] = listAt(timeline, "events");
    assert.deepEqual(
      ["kind", "subject", "old_value", "new_value", "user_id", "reason"].map((field) => pick(newest, field)),
      ["alias", "best", "1", "2", "ada", "better recall"],
    );
    const returned = await ask("POST", at(name, "return"), {
      event_id: pickString(oldest, "event_id"),
      reason: "too slow",
    });
    assert.equal(pick(returned.body, "model_version", "version"), "1");
    const [last] = listAt(await get(at(name, "timeline?max_results=1")), "events");
    assert.deepEqual([pick(last, "new_value"), pick(last, "user_id"), pick(last, "reason")], ["1", "", "too slow"]);
    assert.deepEqual(await get(at(name, `at?time=${before}`)), {
      stages: [],
      aliases: [{ alias: "best", version: "2" }],
    });
    const moved = await ask("POST", at(name, "return"), { stage: "production", version: "2" });
    assert.equal(pick(moved.body, "model_version", "current_stage"), "Production");
    assert.deepEqual(pick(await get(at(name, `at?time=${Date.now() + 1000}`)), "stages"), [
      { stage: "Production", version: "2" },
    ]);
  });

  it("refuses requests that don't say what they want", async () => {
    const name = await newModel(1);
    for (const body of [
      ...[{}, { alias: "a" }, { version: "1" }, { alias: "a", stage: "None", version: "1" }, { event_id: "x" }],
      ...[
        { alias: "a", version: "1", event_id: "1" },
        { alias: "a", event_id: "1" },
        { alias: "latest", version: "1" },
      ],
      ...[
        { stage: "x", version: "1" },
        { alias: "a", version: "1", reason: "x".repeat(1001) },
      ],
    ]) {
      assert.equal(outcomeOf(await ask("POST", at(name, "return"), body)), REFUSED, JSON.stringify(body));
    }
    assert.equal(outcomeOf(await ask("POST", at(name, "return"), { alias: "a", version: "2" })), MISSING);
    assert.equal(outcomeOf(await ask("POST", at("none", "return"), { alias: "a", version: "1" })), MISSING);
    for (const query of [
      "timeline?max_results=0",
      "timeline?max_results=1001",
      "timeline?version=x",
      "at",
      "at?time=x",
      "timeline?page_token=x",
    ]) {
      assert.equal(outcomeOf(await ask("GET", at(name, query))), REFUSED, query);
    }
    for (const query of ["timeline", "at?time=1"])
      assert.equal(outcomeOf(await ask("GET", at("none", query))), MISSING);
    assert.equal(outcomeOf(await ask("GET", at("a/b", "timeline"))), REFUSED);
  });

  it("is found for any name", async () => {
    for (const name of ["a%2Fb", "50%", "a?b#c", "größe 🌊", "a\\b", "resolve", "a+b", ".x"]) {
      assert.equal((await post("/registered-models/create", { name })).status, 200, name);
      assert.equal(listAt(await get(at(name, "timeline")), "events").length, 1, name);
    }
  });

  it("resolves model URIs", async () => {
    const name = await newModel(1);
    const resolve = async (uri: string): Promise<{ status: number; body: unknown }> =>
      ask("GET", `${OURS}/resolve?uri=${encodeURIComponent(uri)}`);
    const { body } = await resolve(`models:${name}`);
    assert.deepEqual(body, {
      uri: `models:/${name}/latest`,
      kind: "model-version",
      artifact_uri: "s3://bucket/model",
      name,
      version: "1",
    });
    assert.equal(outcomeOf(await resolve(`models:/${name}/2`)), MISSING);
    assert.equal(outcomeOf(await resolve("models:/a/../b")), REFUSED);
    assert.equal(outcomeOf(await resolve("")), REFUSED);
  });
});
