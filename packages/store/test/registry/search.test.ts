import assert from "node:assert/strict";
import { it, type TestContext } from "node:test";
import { ANONYMOUS } from "@millrace/contract";
import type { Store } from "@millrace/store";
import { ADA, modelPage, newModels, newVersion, type Page, PROMPT, versionPage } from "../support/registry.ts";
import { onEveryDatabase, refusal } from "../support/stores.ts";

const REFUSED = refusal("INVALID_PARAMETER_VALUE");
const IS_PROMPT = "tags.`mlflow.prompt.is_prompt`";

onEveryDatabase("the search of registered models", (open) => {
  const cases: readonly (readonly [filter: string, names: readonly string[]])[] = [
    ["", ["Beta", "alpha", "gamma_1", "größe"]],
    ["name = 'alpha'", ["alpha"]],
    ["name != 'alpha'", ["Beta", "gamma_1", "größe"]],
    ["name LIKE '%a%'", ["Beta", "alpha", "gamma_1"]],
    ["name LIKE 'b%'", []],
    ["name ILIKE 'B%'", ["Beta"]],
    ["name ILIKE 'GRÖSSE'", []],
    ["name ILIKE 'GRÖßE'", ["größe"]],
    ["name RLIKE '^[a-z]+$'", ["alpha"]],
    ["name IN ('alpha', 'Beta', 'prompt')", ["Beta", "alpha"]],
    ["name NOT IN ('alpha')", ["Beta", "gamma_1", "größe"]],
    ["tags.team = 'blue'", ["alpha"]],
    ["tags.team = 'Blue'", ["Beta"]],
    ["tag.team ILIKE 'b%'", ["Beta", "alpha"]],
    ["tags.team != 'blue'", ["Beta"]],
    ["NOT tags.team = 'blue'", ["Beta", "gamma_1", "größe"]],
    ["tags.team IS NULL", ["gamma_1", "größe"]],
    ["tags.team IS NOT NULL AND name = 'alpha'", ["alpha"]],
    ["tags.team IN ('blue', 'Blue')", ["Beta", "alpha"]],
    ["tags.`long key` = 'x'", []],
    [`tags.long = '${"x".repeat(200)}y'`, ["gamma_1"]],
    [`tags.long = '${"x".repeat(200)}z'`, []],
    ["name = 'alpha' OR (name LIKE 'g%' AND NOT name = 'gamma_1')", ["alpha", "größe"]],
    ["creation_timestamp > 0 AND last_updated_timestamp >= 0", ["Beta", "alpha", "gamma_1", "größe"]],
    ["timestamp < 0", []],
    [`${IS_PROMPT} = 'true'`, ["prompt"]],
    [`${IS_PROMPT} != 'true'`, ["Beta", "alpha", "gamma_1", "größe"]],
    [`${IS_PROMPT} = 'false'`, ["Beta", "alpha", "gamma_1", "größe"]],
    [`${IS_PROMPT} IS NULL`, ["Beta", "alpha", "gamma_1"]],
    [`${IS_PROMPT} = 'true' OR name = 'alpha'`, ["alpha", "prompt"]],
  ];
  it("filters, with prompts only where they are asked for", async (test) => {
    const store = await filled(open, test);
    for (const [filter, names] of cases) {
      assert.deepEqual((await modelPage(store, { filter })).found, names, filter);
    }
    for (const bad of ["nonsense = 1", "description = 'x'", " ", "name ="]) {
      await assert.rejects(modelPage(store, { filter: bad }), REFUSED, bad);
    }
  });

  it("gives each model as it is read alone", async (test) => {
    const store = await filled(open, test);
    const { items } = await modelPage(store, {});
    const alone = await Promise.all(items.map(({ name }) => store.registeredModels.get(String(name))));
    for (const [index, item] of items.entries()) {
      const { latest_versions: latest, ...rest } = { latest_versions: undefined, ...item };
      const { latest_versions: expected, ...own } = { latest_versions: undefined, ...alone[index] };
      assert.deepEqual(rest, own);
      assert.deepEqual(new Set(latest ?? []), new Set(expected ?? []));
    }
  });

  it("orders, and gives the same in pages while models are added", async (test) => {
    const store = await filled(open, test);
    assert.deepEqual((await modelPage(store, { orderBy: ["name DESC"] })).found, ["größe", "gamma_1", "alpha", "Beta"]);
    await store.registeredModels.describe("Beta", "changed", ADA);
    const newest = await modelPage(store, { orderBy: ["last_updated_timestamp DESC", "name"], maxResults: 1 });
    assert.deepEqual(newest.found, ["Beta"]);
    const whole = (await modelPage(store, { orderBy: ["timestamp", "name"] })).found;
    const paged = await pages((pageToken) =>
      modelPage(store, { orderBy: ["timestamp", "name"], maxResults: 1, pageToken }),
    );
    assert.deepEqual(paged, whole);
    const before = (await modelPage(store, { filter: "name LIKE '%'" })).found;
    let added = 0;
    const seen = await pages(async (pageToken) => {
      const page = await modelPage(store, { maxResults: 2, pageToken });
      await newModels(store, `A${(added += 1)}`);
      return page;
    });
    assert.deepEqual(seen, before);
  });

  it("refuses tokens of other searches", async (test) => {
    const store = await filled(open, test);
    const { token } = await modelPage(store, { maxResults: 1 });
    assert.ok(token !== undefined);
    for (const query of [{ filter: "name = 'x'" }, { orderBy: ["name DESC"] }]) {
      await assert.rejects(modelPage(store, { ...query, maxResults: 1, pageToken: token }), REFUSED);
    }
    await assert.rejects(versionPage(store, { pageToken: token }), REFUSED);
    await assert.rejects(modelPage(store, { pageToken: "eyJvZmZzZXQiOiAyfQ==" }), REFUSED);
  });
});

onEveryDatabase("the search of model versions", (open) => {
  const cases: readonly (readonly [filter: string, versions: readonly string[]])[] = [
    ["", ["Beta/1", "alpha/2", "alpha/1", "gamma_1/1"]],
    ["name = 'alpha'", ["alpha/2", "alpha/1"]],
    ["name IN ('Beta', 'gamma_1')", ["Beta/1", "gamma_1/1"]],
    ["version_number = 1", ["Beta/1", "alpha/1", "gamma_1/1"]],
    ["version_number > '1'", ["alpha/2"]],
    ["version_number IN (2, 3)", ["alpha/2"]],
    ["version_number < 9223372036854775808", ["Beta/1", "alpha/2", "alpha/1", "gamma_1/1"]],
    ["run_id = 'r1'", ["Beta/1", "alpha/1"]],
    ["run_id IN ('r1', 'r2')", ["Beta/1", "alpha/2", "alpha/1"]],
    ["run_id NOT IN ('r1')", ["alpha/2", "gamma_1/1"]],
    ["run_id = ''", ["gamma_1/1"]],
    ["source_path LIKE 's3://bucket/alpha/%'", ["alpha/2"]],
    ["source_path ILIKE 'S3://BUCKET/M%'", ["Beta/1", "alpha/1", "gamma_1/1"]],
    ["current_stage = 'Production'", ["alpha/2"]],
    ["tags.stage = 'prod'", ["Beta/1", "alpha/2"]],
    ["tags.stage != 'prod'", ["alpha/1"]],
    ["NOT tags.stage = 'prod'", ["alpha/1", "gamma_1/1"]],
    ["tags.stage IS NULL", ["gamma_1/1"]],
    ["tags.stage = 'prod' OR run_id = ''", ["Beta/1", "alpha/2", "gamma_1/1"]],
    [`${IS_PROMPT} = 'true'`, ["prompt/1"]],
    [`${IS_PROMPT} = 'false'`, ["Beta/1", "alpha/2", "alpha/1", "gamma_1/1"]],
    ["name = 'prompt'", []],
    ["creation_timestamp >= 0 AND last_updated_timestamp < 0", []],
  ];
  it("filters, with prompts and deleted versions left out", async (test) => {
    const store = await filled(open, test);
    for (const [filter, versions] of cases) {
      assert.deepEqual((await versionPage(store, { filter, orderBy: ["name"] })).found, versions, filter);
    }
    for (const bad of ["version_number = 'x'", "version_number = 1.5", "version_number LIKE '1'", "version = 1", " "]) {
      await assert.rejects(versionPage(store, { filter: bad }), REFUSED, bad);
    }
  });

  it("gives each version as it is read alone, but for its aliases", async (test) => {
    const store = await filled(open, test);
    for (const item of (await versionPage(store, {})).items) {
      const ref = { name: String(item["name"]), version: Number(item["version"]) };
      const { aliases: _, ...alone } = await store.modelVersions.get(ref);
      assert.deepEqual(item, alone);
    }
  });

  it("orders by the last change, and among equals by name and the highest number", async (test) => {
    const store = await filled(open, test);
    await newVersion(store, "alpha");
    const { items } = await versionPage(store, {});
    const times = items.map((item) => Number(item["last_updated_timestamp"]));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
    const ordered = async (...orderBy: string[]): Promise<readonly string[]> =>
      (await versionPage(store, { orderBy })).found;
    assert.deepEqual(await ordered("version_number DESC"), ["alpha/4", "alpha/2", "Beta/1", "alpha/1", "gamma_1/1"]);
    assert.deepEqual(await ordered("name DESC"), ["gamma_1/1", "alpha/4", "alpha/2", "alpha/1", "Beta/1"]);
    const asked = ["creation_timestamp", "name", "version_number"];
    const whole = await ordered(...asked);
    const paged = await pages((pageToken) => versionPage(store, { orderBy: asked, maxResults: 2, pageToken }));
    assert.deepEqual(paged, whole);
    const byDefault = await pages((pageToken) => versionPage(store, { maxResults: 1, pageToken }));
    assert.deepEqual(byDefault, (await versionPage(store, {})).found);
  });

  it("gives an empty object for nothing, and no token for all", async (test) => {
    const store = await filled(open, test);
    const chunks: string[] = [];
    const nothing = { filter: "name = 'nobody'", orderBy: [], maxResults: 5, pageToken: undefined };
    for await (const chunk of (await store.modelVersions.search(nothing)).chunks) chunks.push(chunk);
    assert.equal(chunks.join(""), "{}");
    assert.equal((await versionPage(store, { maxResults: 4 })).token, undefined);
    assert.notEqual((await versionPage(store, { maxResults: 3 })).token, undefined);
  });

  it("gives long lists in pieces, with long tags in some", async (test) => {
    const store = await open(test);
    await newModels(store, "many");
    const long = "🌊".repeat(50_000);
    const count = 600;
    for (let start = 0; start < count; start += 50) {
      await Promise.all(
        Array.from({ length: 50 }, (_, index) => {
          const tags = (start + index) % 100 === 0 ? ["a", "b", "c"].map((key) => ({ key, value: long })) : [];
          return newVersion(store, "many", { tags });
        }),
      );
    }
    const { found, items } = await versionPage(store, { orderBy: ["version_number"], maxResults: 200_000 });
    assert.deepEqual(
      found,
      Array.from({ length: count }, (_, index) => `many/${index + 1}`),
    );
    assert.equal(items.filter((item) => "tags" in item).length, count / 100);
    const chunks: number[] = [];
    const query = { filter: "", orderBy: [], maxResults: 200_000, pageToken: undefined };
    for await (const chunk of (await store.modelVersions.search(query)).chunks) chunks.push(chunk.length);
    assert.ok(Math.max(...chunks) < 5_000_000, `${Math.max(...chunks)} characters at once`);
  });
});

async function pages(ask: (token: string | undefined) => Promise<Page>): Promise<string[]> {
  const found: string[] = [];
  let token: string | undefined;
  do {
    const page = await ask(token);
    found.push(...page.found);
    token = page.token;
  } while (token !== undefined);
  return found;
}

async function filled(open: (test: TestContext) => Promise<Store>, test: TestContext): Promise<Store> {
  const store = await open(test);
  const model = (name: string, tags: Readonly<Record<string, string>> = {}) =>
    store.registeredModels.create(
      { name, description: undefined, tags: Object.entries(tags).map(([key, value]) => ({ key, value })) },
      ANONYMOUS,
    );
  await model("alpha", { team: "blue" });
  await model("Beta", { team: "Blue" });
  await model("gamma_1", { long: `${"x".repeat(200)}y` });
  await model("größe", { "mlflow.prompt.is_prompt": "false" });
  await model("prompt", { "mlflow.prompt.is_prompt": "true", team: "blue" });
  await newVersion(store, "alpha", { runId: "r1", tags: [{ key: "stage", value: "dev" }] });
  await newVersion(store, "alpha", {
    runId: "r2",
    source: "s3://bucket/alpha/2",
    tags: [{ key: "stage", value: "prod" }],
  });
  await newVersion(store, "alpha", { runId: "r2" });
  await newVersion(store, "Beta", { runId: "r1", tags: [{ key: "stage", value: "prod" }] });
  await newVersion(store, "gamma_1");
  await newVersion(store, "prompt", { source: "dummy-source", tags: PROMPT });
  await store.modelVersions.delete({ name: "alpha", version: 3 }, ADA);
  await store.modelVersions.transition(
    { name: "alpha", version: 2 },
    { stage: "Production", archiveOthers: false },
    ADA,
  );
  await store.registeredModels.setAlias("alpha", "best", 2, ADA);
  return store;
}
