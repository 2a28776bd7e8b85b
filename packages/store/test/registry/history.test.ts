import assert from "node:assert/strict";
import { it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { ANONYMOUS, type ModelEvent } from "@millrace/contract";
import type { Store, TimelineQuery } from "@millrace/store";
import { ADA, named, newModels, newVersion } from "../support/registry.ts";
import { onEveryDatabase, refusal } from "../support/stores.ts";

const NOT_THERE = refusal("RESOURCE_DOES_NOT_EXIST");
const REFUSED = refusal("INVALID_PARAMETER_VALUE");
const WHOLE: TimelineQuery = { version: undefined, kinds: [], maxResults: 1000, pageToken: undefined };

onEveryDatabase("the history of models", (open) => {
  it("has every change with its caller and reason, the newest first", async (test) => {
    const store = await open(test);
    const start = Date.now();
    await story(store);
    const { events } = await store.registry.timeline("flower", WHOLE);
    assert.deepEqual(events.toReversed().map(told), [
      "model_created → iris",
      "version_created 1 → s3://bucket/model",
      "version_created 2 → s3://bucket/model",
      "version_name 2 → v2",
      "description → about iris",
      "description 1 → first",
      "tag team → blue",
      "tag team blue → red",
      "tag team red →",
      "tag 1 k → v",
      "version_name 2 v2 → final",
      "alias 1 best → 1",
      "alias 2 best 1 → 2",
      "stage 1 None → Production",
      "stage 1 Production → Archived",
      "stage 2 None → Production",
      "model_renamed iris → flower",
      "alias 2 best 2 →",
      "version_deleted 2 Production →",
    ]);
    assert.deepEqual([events.at(-1)?.user_id, events.at(-1)?.reason], ["", ""]);
    assert.ok(events.slice(0, -3).every((event) => event.user_id === "ada" && event.reason === "because"));
    const times = events.map((event) => Number(event.time));
    assert.ok(times.every((time, index) => time >= start && time <= Date.now() && time <= (times[index - 1] ?? time)));
  });

  it("has no event for what stayed as it was, and none for what was refused", async (test) => {
    const store = await open(test);
    const { registeredModels: models, modelVersions: versions } = store;
    await newModels(store, "iris");
    await newVersion(store, "iris");
    const version = { name: "iris", version: 1 };
    await models.setTag("iris", { key: "k", value: "v" }, ADA);
    await models.setAlias("iris", "a", 1, ADA);
    const { events: before } = await store.registry.timeline("iris", WHOLE);
    await models.setTag("iris", { key: "k", value: "v" }, ADA);
    await models.setAlias("iris", "a", 1, ADA);
    await models.rename("iris", "iris", ADA);
    await models.deleteAlias("iris", "b", ADA);
    await models.deleteTag("iris", "none", ADA);
    await versions.transition(version, { stage: "None", archiveOthers: false }, ADA);
    await versions.describe(version, "", ADA);
    await assert.rejects(versions.transition(version, { stage: "None", archiveOthers: true }, ADA), REFUSED);
    await assert.rejects(models.setAlias("iris", "a", 2, ADA), NOT_THERE);
    await assert.rejects(newVersion(store, "iris", { source: "models:/none/1" }), NOT_THERE);
    assert.deepEqual((await store.registry.timeline("iris", WHOLE)).events, before);
  });

  it("can be narrowed to a version and to kinds, and read in pages", async (test) => {
    const store = await open(test);
    await story(store);
    const about = async (query: Partial<TimelineQuery>): Promise<string[]> =>
      (await store.registry.timeline("flower", { ...WHOLE, ...query })).events.map(told);
    assert.deepEqual(await about({ version: 1, kinds: ["alias", "stage"] }), [
      "stage 1 Production → Archived",
      "stage 1 None → Production",
      "alias 2 best 1 → 2",
      "alias 1 best → 1",
    ]);
    assert.deepEqual(await about({ kinds: ["model_renamed"] }), ["model_renamed iris → flower"]);
    assert.deepEqual(await about({ version: 9 }), []);
    const whole = await about({});
    const paged: string[] = [];
    let pageToken: string | undefined;
    do {
      const page = await store.registry.timeline("flower", { ...WHOLE, maxResults: 4, pageToken });
      paged.push(...page.events.map(told));
      pageToken = page.next_page_token;
      await store.registeredModels.setTag("flower", { key: "more", value: String(paged.length) }, ADA);
    } while (pageToken !== undefined);
    assert.deepEqual(paged, whole);
    const { next_page_token: token } = await store.registry.timeline("flower", { ...WHOLE, maxResults: 1 });
    for (const query of [{ version: 1 }, { kinds: ["alias" as const] }]) {
      await assert.rejects(store.registry.timeline("flower", { ...WHOLE, ...query, pageToken: token }), REFUSED);
    }
    await assert.rejects(store.registry.timeline("flower", { ...WHOLE, pageToken: "x" }), REFUSED);
  });

  it("outlives its model, until another one has the name", async (test) => {
    const store = await open(test);
    await newModels(store, "iris");
    await newVersion(store, "iris");
    await store.registeredModels.delete("iris", ADA);
    const { events } = await store.registry.timeline("iris", WHOLE);
    assert.deepEqual(events.map(told), [
      "model_deleted iris iris →",
      "version_created 1 → s3://bucket/model",
      "model_created → iris",
    ]);
    await newModels(store, "iris");
    assert.deepEqual((await store.registry.timeline("iris", WHOLE)).events.map(told), ["model_created → iris"]);
    await assert.rejects(store.registry.timeline("none", WHOLE), NOT_THERE);
  });

  it("keeps long values up to 4,000 characters", async (test) => {
    const store = await open(test);
    await newModels(store, "iris");
    await store.registeredModels.setTag("iris", { key: "k", value: "🌊".repeat(10_000) }, ADA);
    const [event] = (await store.registry.timeline("iris", WHOLE)).events;
    assert.equal(event?.new_value, "🌊".repeat(4000));
  });

  it("knows where stages and aliases pointed at a time", async (test) => {
    const store = await open(test);
    const { registeredModels: models, modelVersions: versions } = store;
    const move = async (version: number, stage: "Staging" | "Production", archiveOthers = true): Promise<void> => {
      await versions.transition({ name: "iris", version }, { stage, archiveOthers }, ADA);
    };
    const times = [await pause()];
    const steps: (() => Promise<unknown>)[] = [
      () => newModels(store, "iris").then(() => newVersion(store, "iris")),
      () => models.setAlias("iris", "best", 1, ADA).then(() => move(1, "Production")),
      () => newVersion(store, "iris").then(() => move(2, "Staging")),
      () => move(2, "Production").then(() => models.setAlias("iris", "best", 2, ADA)),
      () => models.setAlias("iris", "next", 1, ADA),
      () => versions.delete({ name: "iris", version: 2 }, ADA),
      () => move(1, "Production"),
    ];
    for (const step of steps) {
      await step();
      times.push(await pause());
    }
    const seen: string[] = [];
    for (const time of times) {
      const { stages, aliases } = await store.registry.at("iris", time);
      seen.push(
        [
          ...stages.map((one) => `${one.stage} ${one.version}`),
          ...aliases.map((one) => `@${one.alias} ${one.version}`),
        ].join(", "),
      );
    }
    assert.deepEqual(seen, [
      "",
      "",
      "Production 1, @best 1",
      "Production 1, Staging 2, @best 1",
      "Archived 1, Production 2, @best 2",
      "Archived 1, Production 2, @best 2, @next 1",
      "Archived 1, @next 1",
      "Production 1, @next 1",
    ]);
    assert.deepEqual(await store.registry.at("iris", -1), { stages: [], aliases: [] });
    assert.equal((await store.registry.at("iris", 2n ** 62n)).stages.length, 1);
    await assert.rejects(store.registry.at("none", 0), NOT_THERE);
  });

  it("can be returned to: aliases and stages point back at earlier versions", async (test) => {
    const store = await open(test);
    const { registeredModels: models, modelVersions: versions, registry } = store;
    await newModels(store, "iris", "other");
    for (let index = 0; index < 3; index += 1) await newVersion(store, "iris");
    for (const version of [1, 2, 3]) {
      await versions.transition({ name: "iris", version }, { stage: "Production", archiveOthers: true }, ADA);
      await models.setAlias("iris", "best", version, ADA);
    }
    const back = await registry.return("iris", { stage: "Production", version: 1 }, ADA);
    assert.deepEqual([back?.version, back?.current_stage], ["1", "Production"]);
    assert.equal((await versions.get({ name: "iris", version: 3 })).current_stage, "Archived");
    assert.deepEqual((await registry.return("iris", { alias: "best", version: 2 }, ADA))?.aliases, ["best"]);
    const { events } = await registry.timeline("iris", { ...WHOLE, kinds: ["alias", "stage"] });
    const eventOf = (text: string): number => Number(events.find((event) => told(event) === text)?.event_id);
    assert.equal((await registry.return("iris", { eventId: eventOf("alias 3 best 2 → 3") }, ADA))?.version, "3");
    assert.equal((await versions.getByAlias("iris", "best")).version, "3");
    assert.equal((await registry.return("iris", { eventId: eventOf("stage 2 None → Production") }, ADA))?.version, "2");
    assert.equal((await versions.get({ name: "iris", version: 1 })).current_stage, "Archived");
    await models.deleteAlias("iris", "best", ADA);
    await models.setAlias("iris", "best", 1, ADA);
    const [, removal] = (await registry.timeline("iris", { ...WHOLE, kinds: ["alias"] })).events;
    assert.equal(await registry.return("iris", { eventId: Number(removal?.event_id) }, ADA), undefined);
    await assert.rejects(versions.getByAlias("iris", "best"), REFUSED);
    await versions.delete({ name: "iris", version: 1 }, ADA);
    await assert.rejects(registry.return("iris", { stage: "Production", version: 1 }, ADA), NOT_THERE);
    await assert.rejects(registry.return("iris", { eventId: eventOf("alias 1 best → 1") }, ADA), NOT_THERE);
    await assert.rejects(registry.return("iris", { eventId: 0 }, ADA), NOT_THERE);
    await assert.rejects(registry.return("other", { eventId: Number(removal?.event_id) }, ADA), NOT_THERE);
    const [created] = (await registry.timeline("iris", { ...WHOLE, kinds: ["model_created"] })).events;
    await assert.rejects(registry.return("iris", { eventId: Number(created?.event_id) }, ADA), REFUSED);
  });
});

async function story(store: Store): Promise<void> {
  const { registeredModels: models, modelVersions: versions } = store;
  await models.create({ name: "iris", description: undefined, tags: [{ key: "own", value: "x" }] }, ANONYMOUS);
  await newVersion(store, "iris");
  await newVersion(store, "iris", { tags: named("v2"), caller: ADA });
  await models.describe("iris", "about iris", ADA);
  await versions.describe({ name: "iris", version: 1 }, "first", ADA);
  for (const value of ["blue", "red"]) await models.setTag("iris", { key: "team", value }, ADA);
  await models.deleteTag("iris", "team", ADA);
  await versions.setTag({ name: "iris", version: 1 }, { key: "k", value: "v" }, ADA);
  await versions.setTag({ name: "iris", version: 2 }, { key: "millrace.versionName", value: "final" }, ADA);
  for (const version of [1, 2]) await models.setAlias("iris", "best", version, ADA);
  for (const version of [1, 2]) {
    await versions.transition({ name: "iris", version }, { stage: "Production", archiveOthers: true }, ADA);
  }
  await models.rename("iris", "flower", ADA);
  await versions.delete({ name: "flower", version: 2 }, ADA);
}

/** An event in a line: what of which version, before → after. */
function told({ kind, version, subject, old_value: before, new_value: after }: ModelEvent): string {
  return [kind, version, subject, before, "→", after].filter((part) => part !== undefined && part !== "").join(" ");
}

/** A time between two changes. */
async function pause(): Promise<number> {
  await delay(4);
  const time = Date.now();
  await delay(4);
  return time;
}
