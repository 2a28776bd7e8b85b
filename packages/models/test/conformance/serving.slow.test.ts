import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { mlflowMissing } from "@millrace/testkit";
import { SERVED } from "./cases/index.ts";
import type { ServedCases, Way } from "./support/case.ts";
import { compareAnswers } from "./support/compare.ts";
import { readDifferenceRows } from "./support/rows.ts";
import { type Answer, send } from "./support/send.ts";
import { makeModels, type MlflowServing, type Serving, startMlflowServing, startServing } from "./support/servers.ts";

describe("millrace models serve beside MLflow's", { skip: mlflowMissing(), concurrency: 2 }, () => {
  let folder: string;
  let mlflow: MlflowServing;
  before(async () => {
    folder = await makeModels();
    const models = SERVED.map(({ model }) => model);
    mlflow = await startMlflowServing(folder, models);
  });
  after(() => mlflow.stop());

  for (const served of SERVED) {
    for (const way of served.ways ?? ["python"]) {
      describe(`${served.model} by ${way}`, () => describeAnswers(served, way));
    }
  }

  function describeAnswers({ model, ways, cases }: ServedCases, way: Way): void {
    const known: Answer[] = [];
    let server: Serving;
    before(async () => {
      server = await startServing(path.join(folder, model), way, ways !== undefined);
    });
    after(() => server.stop());

    for (const [place, one] of cases.entries()) {
      it(one.title, async () => {
        const url = mlflow.urls.get(model) ?? "";
        const [theirs, ours] = await Promise.all([send(url, one, folder), send(server.url, one, folder)]);
        known[place] = theirs;
        compareAnswers(one, way, theirs, ours);
      });
    }

    it("the same when all are asked at once", async () => {
      await Promise.all(
        cases.map(async (one, place) => {
          const theirs = known[place];
          if (theirs !== undefined) compareAnswers(one, way, theirs, await send(server.url, one, folder));
        }),
      );
    });
  }
});

it("every declared difference has its row, and every row is shown", async () => {
  const shown = SERVED.flatMap(({ cases }) => cases.flatMap(({ differs }) => differs?.row ?? []));
  assert.deepEqual([...new Set(shown)].toSorted(), [...(await readDifferenceRows())].toSorted());
});
