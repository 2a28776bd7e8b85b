import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openStore } from "@millrace/store";
import { DATABASES } from "@millrace/testkit";
import { openDatabase } from "../../src/dialects/open.ts";
import { versionPage } from "../support/registry.ts";
import { ARTIFACT_ROOT } from "../support/stores.ts";

/** More than twice what a search finds at once. */
const COUNT = 41_000;

const VERSIONS = {
  table: "model_version",
  columns: {
    model_id: "bigint",
    version: "bigint",
    stage: "text",
    source: "text",
    run_id: "text",
    run_link: "text",
    status: "smallint",
    created_ms: "bigint",
    updated_ms: "bigint",
  },
} as const;

for (const kind of DATABASES) {
  describe(`a search with very many versions on ${kind.name}`, { skip: kind.skip }, () => {
    it("gives all of them, or a page of any size, in order", async (test) => {
      const { uri, drop } = await kind.fresh();
      const store = await openStore({ uri, artifactRoot: ARTIFACT_ROOT, onBackgroundError: assert.ifError });
      test.after(async () => {
        await store.close();
        await drop();
      });
      await fill(uri);
      const orderBy = ["creation_timestamp", "version_number DESC"];
      const { found, token } = await versionPage(store, { orderBy, maxResults: 200_000 });
      assert.equal(token, undefined);
      assert.equal(found.length, COUNT);
      const numbers = Array.from({ length: COUNT }, (_, index) => index + 1);
      const expected = numbers.sort((a, b) => (a % 7) - (b % 7) || b - a).map((number) => `many/${number}`);
      assert.deepEqual(found, expected);
      const first = await versionPage(store, { orderBy, maxResults: 20_000 });
      const rest = await versionPage(store, { orderBy, maxResults: COUNT - 20_000, pageToken: first.token });
      assert.deepEqual([...first.found, ...rest.found], expected);
      assert.equal(rest.token, undefined);
    });
  });
}

async function fill(uri: string): Promise<void> {
  const database = await openDatabase(uri);
  await database.write(async (sql) => {
    await sql.run("INSERT INTO registered_model (id, name, created_ms, updated_ms) VALUES (1, 'many', 1, 1)");
    const rows = Array.from({ length: COUNT }, (_, index) => [
      1,
      index + 1,
      "None",
      "s3://b/x",
      "",
      "",
      3,
      (index + 1) % 7,
      1,
    ]);
    await sql.insert(VERSIONS, rows);
  });
  await database.close();
}
