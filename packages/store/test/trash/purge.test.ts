import assert from "node:assert/strict";
import { it } from "node:test";
import type { PlacedItem, PurgeItem, RowCounts, Store } from "@millrace/store";
import { refusal, startRun } from "../support/stores.ts";
import { deletedRuns, type Fixture, fullRun, moveArtifacts, onEveryDatabase, registerVersion } from "./fixture.ts";

const OWN = { keepObjects: false };

function placed(item: PurgeItem): PlacedItem {
  return { item, places: [item.artifactUri] };
}

async function verdictOf(fixture: Fixture, item: PurgeItem): Promise<string> {
  const [verdict] = await fixture.store.trash.claim([placed(item)], OWN);
  assert.ok(verdict);
  if (verdict.verdict === "keep objects") return `shared with ${verdict.user}`;
  return verdict.verdict === "refuse" ? verdict.reason : verdict.verdict;
}

async function purgeExperiment(store: Store, experiment: PurgeItem): Promise<RowCounts[]> {
  assert.deepEqual(await store.trash.claimExperiment(experiment), { verdict: "purge" });
  const counts: RowCounts[] = [];
  for (const kind of ["RUN", "LOGGED_MODEL"] as const) {
    const items = await store.trash.contents(experiment, kind, undefined, 100);
    const verdicts = await store.trash.claim(items.map(placed), { within: experiment, keepObjects: false });
    assert.ok(verdicts.every(({ verdict }) => verdict === "purge"));
    for (const item of items) counts.push(await store.trash.remove(item));
  }
  counts.push(await store.trash.remove(experiment));
  return counts;
}

function difference(after: Record<string, number>, before: Record<string, number>): Record<string, number> {
  const all = Object.keys(after).map((table): [string, number] => [table, (after[table] ?? 0) - (before[table] ?? 0)]);
  return Object.fromEntries(all.filter(([, rows]) => rows !== 0));
}

onEveryDatabase("purging rows", (open) => {
  it("leaves nothing of a run, and all of its neighbours", async (test) => {
    const fixture = await open(test);
    const { store, counts } = fixture;
    await fullRun(fixture, "0");
    const models = await store.trash.contents(experimentZero(), "LOGGED_MODEL", undefined, 10);
    assert.equal(models.length, 1);
    const before = await counts();
    const run = await fullRun(fixture, "0", "iris");
    const added = difference(await counts(), before);
    const [item] = await deletedRuns(fixture, [run]);
    assert.ok(item);
    const predicted = await store.trash.countRows([item]);
    assert.equal(await verdictOf(fixture, item), "purge");
    const removed = await store.trash.remove(item);
    // Its logged model is one of the experiment and stays, without what the run measured of it.
    const left = difference(await counts(), before);
    assert.deepEqual(left, { logged_model: 1, logged_model_param: 1, logged_model_tag: 1 });
    assert.ok(Number(added["metric_block"]) > 0 && Number(added["metric_segment"]) > 0);
    assert.deepEqual({ ...removed, ...left }, added);
    assert.deepEqual({ ...predicted, dataset: 1 }, removed);
    await assert.rejects(store.runs.get(run), refusal("RESOURCE_DOES_NOT_EXIST"));
  });

  it("leaves nothing of an experiment", async (test) => {
    const fixture = await open(test);
    const { store, counts } = fixture;
    const before = await counts();
    const id = await store.experiments.create({ name: "gone", tags: [{ key: "a", value: "b" }] });
    await fullRun(fixture, id);
    await store.runs.delete(await fullRun(fixture, id));
    const added = difference(await counts(), before);
    await store.experiments.delete(id);
    const [experiment] = await store.trash.find({ experimentIds: [id], runIds: [], loggedModelIds: [] });
    assert.ok(experiment);
    const removed: Record<string, number> = {};
    for (const rows of await purgeExperiment(store, experiment)) {
      for (const [table, count] of Object.entries(rows)) removed[table] = (removed[table] ?? 0) + count;
    }
    assert.deepEqual(await counts(), before);
    assert.deepEqual(removed, added);
    assert.notEqual(await store.experiments.create({ name: "gone", tags: [] }), id, "an id is never given twice");
  });

  it("keeps a dataset while another run has it", async (test) => {
    const fixture = await open(test);
    const { store, database } = fixture;
    const ids = [await fullRun(fixture, "0"), await fullRun(fixture, "0")];
    const datasets = async () => (await database.read.all("SELECT id FROM dataset")).length;
    for (const [index, item] of (await deletedRuns(fixture, ids)).entries()) {
      await store.trash.claim([placed(item)], OWN);
      await store.trash.remove(item);
      assert.equal(await datasets(), 1 - index);
    }
  });

  it("never takes a dataset from a run that links it at the same time", async (test) => {
    const fixture = await open(test);
    const { store } = fixture;
    const dataset = { name: "iris", digest: "d", source_type: "local", source: "{}" };
    for (let round = 0; round < 15; round++) {
      const [old, fresh] = [await startRun(store), await startRun(store)];
      await store.runs.logInputs(old, [{ dataset }], []);
      const [item] = await deletedRuns(fixture, [old]);
      assert.ok(item);
      await store.trash.claim([placed(item)], OWN);
      await Promise.all([store.trash.remove(item), store.runs.logInputs(fresh, [{ dataset }], [])]);
      const linked = await fixture.database.read.all(
        "SELECT dataset.id FROM dataset_input JOIN dataset ON dataset.id = dataset_id JOIN run ON run.id = run_id WHERE uuid = ?",
        [fresh],
      );
      assert.equal(linked.length, 1);
      await store.trash.claim((await deletedRuns(fixture, [fresh])).map(placed), OWN);
    }
  });

  it("can be cut short anywhere and goes on", async (test) => {
    const fixture = await open(test);
    const { store, database, counts } = fixture;
    const before = await counts();
    const [item] = await deletedRuns(fixture, [await fullRun(fixture, "0")]);
    assert.ok(item);
    await store.trash.claim([placed(item)], OWN);
    await database.write((sql) => sql.run("DELETE FROM metric_block WHERE run_id = ?", [item.key]));
    await database.write((sql) => sql.run("DELETE FROM metric WHERE run_id = ?", [item.key]));
    assert.equal(await verdictOf(fixture, item), "purge");
    await store.trash.remove(item);
    const left = { logged_model: 1, logged_model_param: 1, logged_model_tag: 1 };
    assert.deepEqual(difference(await counts(), before), left);
  });
});

onEveryDatabase("claims", (open) => {
  it("keep an item from being restored until they are released", async (test) => {
    const fixture = await open(test);
    const { store } = fixture;
    const id = await store.experiments.create({ name: "e", tags: [] });
    const run = await startRun(store, id);
    const [item] = await deletedRuns(fixture, [run]);
    assert.ok(item);
    await store.trash.claim([placed(item)], OWN);
    await store.experiments.delete(id);
    const conflict = refusal("RESOURCE_CONFLICT");
    const ids = { experimentIds: [], runIds: [], loggedModelIds: [] };
    await assert.rejects(store.runs.restore(run), conflict);
    await assert.rejects(store.trash.restore({ ...ids, runIds: [run] }), conflict);
    await assert.rejects(store.experiments.restore(id), conflict, "it would restore the run");
    await assert.rejects(store.trash.restore({ ...ids, experimentIds: [id] }), conflict);
    await store.trash.release(item);
    await store.experiments.restore(id);
    await store.runs.restore(run);
  });

  it("on an experiment keep its runs in the trash", async (test) => {
    const { store } = await open(test);
    const id = await store.experiments.create({ name: "e", tags: [] });
    const run = await startRun(store, id);
    await store.experiments.delete(id);
    const [experiment] = await store.trash.find({ experimentIds: [id], runIds: [], loggedModelIds: [] });
    assert.ok(experiment);
    await store.runs.restore(run);
    assert.equal((await store.trash.claimExperiment(experiment)).verdict, "refuse");
    await store.runs.delete(run);
    assert.equal((await store.trash.claimExperiment(experiment)).verdict, "purge");
    await assert.rejects(store.runs.restore(run), refusal("RESOURCE_CONFLICT"));
    await assert.rejects(store.experiments.restore(id), refusal("RESOURCE_CONFLICT"));
    const { items } = await store.trash.list({
      kinds: [],
      deletedBefore: undefined,
      maxResults: 9,
      pageToken: undefined,
    });
    assert.deepEqual(
      items.map((item) => [item.kind, item.id, item.is_purging]),
      [["EXPERIMENT", id, true]],
    );
  });

  it("that were made twice are not released: nobody knows how far the first came", async (test) => {
    const fixture = await open(test);
    const { store } = fixture;
    const run = await startRun(store);
    const [item] = await deletedRuns(fixture, [run]);
    assert.ok(item);
    await store.trash.claim([placed(item)], OWN);
    await store.trash.claim([placed(item)], OWN);
    await store.trash.release(item);
    await assert.rejects(store.runs.restore(run), refusal("RESOURCE_CONFLICT"));
    await store.trash.fail(item, "the disk is on fire");
    const { items } = await store.trash.list({
      kinds: [],
      deletedBefore: undefined,
      maxResults: 9,
      pageToken: undefined,
    });
    assert.deepEqual(
      items.map(({ is_purging, purge_error }) => [is_purging, purge_error]),
      [[true, "the disk is on fire"]],
    );
  });

  it("skip what was restored or purged meanwhile", async (test) => {
    const fixture = await open(test);
    const { store } = fixture;
    const [first, second] = await deletedRuns(fixture, [await startRun(store), await startRun(store)]);
    assert.ok(first && second);
    await store.runs.restore(first.id);
    assert.equal(await verdictOf(fixture, first), "skip");
    assert.equal(await verdictOf(fixture, second), "purge");
    await store.trash.remove(second);
    assert.equal(await verdictOf(fixture, second), "skip");
  });

  it("and restoring exclude each other, whoever comes first", async (test) => {
    const fixture = await open(test);
    const { store } = fixture;
    const id = await store.experiments.create({ name: "e", tags: [] });
    for (let round = 0; round < 15; round++) {
      const run = await startRun(store, id);
      const [item] = await deletedRuns(fixture, [run]);
      assert.ok(item);
      const deletesAll = round % 3 === 0;
      if (deletesAll) await store.experiments.delete(id);
      const restored = deletesAll ? store.experiments.restore(id) : store.runs.restore(run);
      const [claim, restore] = await Promise.allSettled([verdictOf(fixture, item), restored]);
      assert.equal(claim.status, "fulfilled");
      const isClaimed = claim.status === "fulfilled" && claim.value === "purge";
      assert.equal(restore.status, isClaimed ? "rejected" : "fulfilled");
      await store.trash.release(item);
      if (deletesAll && isClaimed) await store.experiments.restore(id);
    }
  });
});

onEveryDatabase("shared artifacts", (open) => {
  it("stay with whoever else has them, at the place or above it", async (test) => {
    const fixture = await open(test);
    const { store } = fixture;
    const [active, deleted] = [await startRun(store), await startRun(store)];
    const [item] = await deletedRuns(fixture, [deleted]);
    assert.ok(item);
    for (const place of ["s3://b/x/y", "s3://b/x/y/", "s3://b/x", "s3://b"]) {
      await moveArtifacts(fixture, "run", active, place.replace(/\/$/, ""));
      const [verdict] = await store.trash.judge([{ item, places: ["file:///z", "s3://b/x/y/"] }], OWN);
      assert.deepEqual(verdict, { verdict: "keep objects", user: `the run ${active}` }, place);
    }
    for (const place of ["s3://b/x/yz", "s3://b/x/y-1", "s3://b/x/y.1", "s3://c/x/y", "S3://b/x/y", "/x/y"]) {
      await moveArtifacts(fixture, "run", active, place);
      const [verdict] = await store.trash.judge([{ item, places: ["s3://b/x/y"] }], OWN);
      assert.deepEqual(verdict, { verdict: "purge" }, place);
    }
  });

  it("keep an item in the trash when others lie below them", async (test) => {
    const fixture = await open(test);
    const { store } = fixture;
    const model = await store.loggedModels.create({
      experimentId: "0",
      name: "m",
      modelType: "",
      sourceRunId: "",
      params: [],
      tags: [],
    });
    const [item] = await deletedRuns(fixture, [await startRun(store)]);
    assert.ok(item);
    const long = `s3://bucket/${"ü/".repeat(300)}x`;
    await moveArtifacts(fixture, "logged_model", model.info.model_id, `${long}/models/m`);
    const [verdict] = await store.trash.claim([{ item, places: [long] }], OWN);
    assert.equal(verdict?.verdict, "refuse");
    await store.runs.restore(item.id);
  });

  it("go with the last of those that are purged together", async (test) => {
    const fixture = await open(test);
    const { store } = fixture;
    const ids = [await startRun(store), await startRun(store), await startRun(store)];
    for (const id of ids) await moveArtifacts(fixture, "run", id, "/imported/all");
    const [first, second, third] = await deletedRuns(fixture, ids);
    assert.ok(first && second && third);
    assert.match(await verdictOf(fixture, first), /^shared with the run /);
    await store.trash.remove(first);
    const both = await store.trash.claim([placed(second), placed(third)], OWN);
    assert.deepEqual(both, [{ verdict: "purge" }, { verdict: "purge" }]);
  });

  it("stay for versions that were registered from them", async (test) => {
    const fixture = await open(test);
    const { store } = fixture;
    const run = await startRun(store);
    const [item] = await deletedRuns(fixture, [run]);
    assert.ok(item);
    await registerVersion(fixture, { name: "old", source: `${item.artifactUri}/model`, deleted: true });
    await registerVersion(fixture, { name: "other", source: `${item.artifactUri}2/model` });
    assert.equal(await verdictOf(fixture, item), "purge");
    await store.trash.release(item);
    const forms = [
      { source: `${item.artifactUri}/model` },
      { source: item.artifactUri },
      { source: `runs:/${run}/model` },
      { source: "models:/other/1", storage: `${item.artifactUri}/model` },
    ];
    for (const [index, form] of forms.entries()) {
      await registerVersion(fixture, { name: `v${index}`, ...form });
      assert.match(await verdictOf(fixture, item), new RegExp(`version v${index}/1`), form.source);
      await fixture.database.write((sql) =>
        sql.run("UPDATE model_version SET deleted = 1 WHERE source = ?", [form.source]),
      );
    }
  });

  it("of logged models stay for versions that name the model", async (test) => {
    const fixture = await open(test);
    const { store } = fixture;
    const { info } = await store.loggedModels.create({
      experimentId: "0",
      name: "m",
      modelType: "",
      sourceRunId: "",
      params: [],
      tags: [],
    });
    await store.loggedModels.delete(info.model_id);
    const [item] = await store.trash.find({ experimentIds: [], runIds: [], loggedModelIds: [info.model_id] });
    assert.ok(item);
    await registerVersion(fixture, { name: "a", source: "somewhere", loggedModel: info.model_id });
    assert.match(await verdictOf(fixture, item), /version a\/1/);
    await fixture.database.write((sql) => sql.run("UPDATE model_version SET deleted = 1"));
    await registerVersion(fixture, { name: "b", source: `models:/${info.model_id}` });
    assert.match(await verdictOf(fixture, item), /version b\/1/);
    const [kept] = await store.trash.claim([placed(item)], { keepObjects: true });
    assert.deepEqual(kept, { verdict: "keep objects", user: "" });
  });
});

function experimentZero(): PurgeItem {
  return { kind: "EXPERIMENT", key: 0, id: "0", experimentId: "0", deletedMs: 0, artifactUri: "" };
}
