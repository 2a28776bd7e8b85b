import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient, MillraceError, pages, Raw } from "millrace/client";

const BIG = 2n ** 53n + 1n;

/** The tests of the client that every server of the protocol passes. */
export function clientCases(url: () => string): void {
  const client = () => createClient({ uri: url(), retries: 0 });

  async function newRun(name: string) {
    const { experiment_id } = await client().experiments.create({ name });
    const { run } = await client().runs.create({
      experiment_id,
      start_time: BIG,
      tags: [{ key: "team", value: "ü😀" }],
    });
    return { experiment_id, run_id: run.info.run_id };
  }

  test("creates, reads and searches, 64-bit integers exact", async () => {
    const { experiment_id, run_id } = await newRun("integers");
    const { run } = await client().runs.get({ run_id });
    assert.equal(run.info.start_time, BIG);
    assert.equal(run.data.tags?.find(({ key }) => key === "team")?.value, "ü😀");
    const { runs = [] } = await client().runs.search({
      experiment_ids: [experiment_id],
      filter: `attributes.start_time = ${BIG}`,
    });
    assert.deepEqual(
      runs.map(({ info }) => info.run_id),
      [run_id],
    );
  });

  test("logs NaN, infinities and large steps", async () => {
    const { run_id } = await newRun("not finite");
    const metrics = [Number.NaN, Infinity, -Infinity, 0.1].map((value, at) => ({
      key: "loss",
      value,
      timestamp: BIG + BigInt(at),
      step: at,
    }));
    await client().runs.logBatch({ run_id, metrics });
    await client().metrics.log({ run_id, key: "loss", value: Number.NaN, timestamp: 1, step: -BIG });
    const history = await client().metrics.getHistory({ run_id, metric_key: "loss" });
    const points = (history.metrics ?? []).map(({ value, timestamp, step }) => [value, timestamp, step]);
    assert.deepEqual(
      points.sort(([, a = 0], [, b = 0]) => (a < b ? -1 : 1)),
      [
        ["NaN", 1, -BIG],
        ["NaN", BIG, 0],
        [Number.MAX_VALUE, BIG + 1n, 1],
        [-Number.MAX_VALUE, BIG + 2n, 2],
        [0.1, BIG + 3n, 3],
      ],
    );
  });

  test("repeats the key of a list in a query", async () => {
    const { run_id } = await newRun("list one");
    const other = await newRun("list two");
    for (const run of [run_id, other.run_id]) {
      await client().metrics.log({ run_id: run, key: "a b:c/d", value: 1, timestamp: 1, step: 1 });
    }
    const { metrics } = await client().metrics.getHistoryBulk({
      run_id: [run_id, other.run_id],
      metric_key: "a b:c/d",
    });
    assert.deepEqual(new Set(metrics.map((point) => point.run_id)), new Set([run_id, other.run_id]));
  });

  test("turns the pages of a search", async () => {
    const { experiment_id } = await client().experiments.create({ name: "pages" });
    for (let at = 0; at < 5; at += 1) await client().runs.create({ experiment_id, run_name: `run ${at}` });
    const names: string[][] = [];
    for await (const page of pages(client().runs.search, { experiment_ids: [experiment_id], max_results: 2 })) {
      names.push((page.runs ?? []).map(({ info }) => info.run_name));
    }
    assert.deepEqual(
      names.map((page) => page.length),
      [2, 2, 1],
    );
    assert.equal(new Set(names.flat()).size, 5);
  });

  test("changes and deletes by PATCH and DELETE", async () => {
    const name = "model ü";
    await client().registeredModels.create({ name });
    await client().registeredModels.update({ name, description: "new" });
    const { registered_model } = await client().registeredModels.get({ name });
    assert.equal(registered_model.description, "new");
    await client().registeredModels.delete({ name });
    await assert.rejects(client().registeredModels.get({ name }), { code: "RESOURCE_DOES_NOT_EXIST" });
  });

  test("puts fields into the path", async () => {
    const { experiment_id } = await newRun("path");
    const { model } = await client().loggedModels.create({ experiment_id, name: "classifier" });
    const { model_id } = model.info;
    await client().loggedModels.setTags({ model_id, tags: [{ key: "a b%2F?", value: "1" }] });
    await client().loggedModels.finalize({ model_id, status: "LOGGED_MODEL_READY" });
    await client().loggedModels.deleteTag({ model_id, tag_key: "a b%2F?" });
    const { info } = (await client().loggedModels.get({ model_id })).model;
    assert.equal(info.status, "LOGGED_MODEL_READY");
    assert.deepEqual(info.tags ?? [], []);
  });

  test("uploads and downloads bytes", async () => {
    const artifact_path = "folder ü/100% +.bin";
    const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => at % 251);
    for (const content of [bytes, new Blob([bytes]), new Blob([bytes]).stream()]) {
      await client().artifacts.uploadProxied({ artifact_path, content });
      const { head, body } = await client().artifacts.downloadProxied({ artifact_path });
      assert.equal(head.size, bytes.length);
      assert.ok(head.modified instanceof Date);
      assert.deepEqual(new Uint8Array(await new Response(body).arrayBuffer()), bytes);
    }
    const headers = { range: "bytes=10-19" };
    const part = await client().artifacts.downloadProxied({ artifact_path }, { headers });
    assert.deepEqual(new Uint8Array(await new Response(part.body).arrayBuffer()), bytes.subarray(10, 20));
    const { files } = await client().artifacts.listProxied({ path: "folder ü" });
    assert.deepEqual(files, [{ path: "100% +.bin", is_dir: false, file_size: bytes.length }]);
  });

  test("gives text as it is", async () => {
    const version = await client().server.version();
    assert.ok(version instanceof Raw);
    assert.equal(version.body, "3.17.2");
  });

  test("gives the server's error as a MillraceError", async () => {
    await assert.rejects(client().runs.get({ run_id: "0".repeat(32) }), (error: unknown) => {
      assert.ok(error instanceof MillraceError);
      assert.equal(error.code, "RESOURCE_DOES_NOT_EXIST");
      assert.match(error.message, /0{32}/);
      return true;
    });
    await assert.rejects(client().runs.search({ filter: "metrics.loss ~ 1" }), { code: "INVALID_PARAMETER_VALUE" });
  });

  test("says ENDPOINT_NOT_FOUND where there is no such server", async () => {
    const elsewhere = createClient({ uri: `${url()}/no/such/prefix`, retries: 0 });
    await assert.rejects(elsewhere.runs.search({}), { code: "ENDPOINT_NOT_FOUND" });
  });
}
