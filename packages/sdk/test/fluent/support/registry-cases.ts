import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { tempDir } from "@millrace/testkit";
import * as mlflow from "millrace";

/** What the registry does, on any server. */
export function registryCases(url: () => string): void {
  test("registers models and versions in the short form, and again", async () => {
    mlflow.setTrackingUri(url());
    const runId = await mlflow.startRun((run) => run.info.runId);
    const model = await mlflow.models.registerModel("iris-classifier", { description: "Iris", tags: { team: "a" } });
    assert.deepEqual([model.name, model.description, model.tags], ["iris-classifier", "Iris", { team: "a" }]);
    assert.deepEqual(await mlflow.models.registerModel("iris-classifier"), model);
    for (const modelUri of ["models:no-such-model", `runs:/${"0".repeat(32)}/model`]) {
      await assert.rejects(mlflow.models.createVersion({ modelUri, name: "v1" }), { code: "RESOURCE_DOES_NOT_EXIST" });
    }

    const modelUri = `runs:/${runId}/model`;
    const first = await mlflow.models.createVersion({ modelUri, name: "v1", modelDescription: "An SVM." });
    assert.deepEqual(
      [first.name, first.version, first.versionName, first.description, first.runId, first.stage, first.status],
      ["iris-classifier", "1", "v1", "An SVM.", runId, "None", "READY"],
    );
    // The newest version is what the name alone means.
    const second = await mlflow.models.createVersion({ modelUri: "models:iris-classifier", name: "v2" });
    assert.deepEqual([second.version, second.versionName], ["2", "v2"]);
    assert.match(second.source, /models:\/iris-classifier\/1$/);
  });

  test("logs, registers and loads a model in the document's form", async () => {
    const module = path.join(tempDir(), "predict.mjs");
    writeFileSync(module, "export const predict = (rows) => rows.map(([first]) => Math.round(first));");
    await mlflow.models.registerModel("iris-short");
    const none = mlflow.models.createVersion({ modelUri: "models:iris-unknown", name: "v1" });
    await assert.rejects(none, { code: "RESOURCE_DOES_NOT_EXIST" });
    const logged = await mlflow.startRun(async () => {
      mlflow.logParam("kernel", "linear");
      return mlflow.logModel({ flavor: "javascript", module }, { name: "iris-short" });
    });
    const first = await mlflow.models.createVersion({
      modelUri: "models:iris-short",
      name: "v1",
      modelDescription: "Iris classification model.",
    });
    assert.deepEqual([first.version, first.description], ["1", "Iris classification model."]);
    assert.match(first.source, new RegExp(`${logged.modelId}`));
    for (const uri of [logged.modelUri, "models:/iris-short/v1", "models:iris-short"]) {
      await using model = await mlflow.loadModel(uri);
      assert.deepEqual(await model.predict([[1.4], [2.6]]), [1, 3]);
    }
    const again = await mlflow.startRun((run) =>
      run.logModel({ flavor: "javascript", module }, { registeredModelName: "iris-short" }),
    );
    assert.deepEqual([again.version?.name, again.version?.version], ["iris-short", "2"]);
  });

  test("takes the model that is given over the one that was registered last", async () => {
    const runId = await mlflow.startRun((run) => run.info.runId);
    await mlflow.registerModel("one");
    await mlflow.registerModel("other");
    const modelUri = `runs:/${runId}/model`;
    assert.equal((await mlflow.createVersion({ modelUri, model: "one" })).name, "one");
    assert.equal((await mlflow.createVersion({ modelUri })).name, "other");
    assert.equal((await mlflow.createVersion({ modelUri: "models:/one/1", model: "other" })).name, "one");
    const made = await mlflow.registerModel(modelUri, "made with its version", { tags: { a: "b" } });
    assert.deepEqual([made.name, made.version, made.tags], ["made with its version", "1", { a: "b" }]);
    await assert.rejects(mlflow.registerModel(modelUri), /after it goes a name/);
  });

  test("finds versions by number, name, stage and alias", async () => {
    const name = "iris-classifier";
    await mlflow.setRegisteredModelAlias(name, "champion", "v1");
    await mlflow.transitionModelVersionStage(name, "v2", "Production");
    const numbers = await Promise.all(
      [1, "2", "v1", "v2", "Production", "latest"].map(async (version) => {
        return (await mlflow.getModelVersion(name, version)).version;
      }),
    );
    assert.deepEqual(numbers, ["1", "2", "1", "2", "2", "2"]);
    const champion = await mlflow.getModelVersionByAlias(name, "champion");
    assert.deepEqual([champion.version, champion.aliases], ["1", ["champion"]]);
    const model = await mlflow.getRegisteredModel(name);
    assert.deepEqual(model.aliases, { champion: "1" });
    assert.deepEqual(new Set(model.latestVersions.map(({ stage }) => stage)), new Set(["None", "Production"]));
    assert.deepEqual(
      (await mlflow.getLatestVersions(name, ["Production"])).map(({ version }) => version),
      ["2"],
    );
    for (const version of ["v9 ", "Staging", "best"]) {
      await assert.rejects(mlflow.getModelVersion(name, version), { name: "MillraceError" });
    }
    const copies = [
      "models:/iris-classifier@champion",
      "models:/iris-classifier/v2",
      "models:/iris-classifier/Production",
    ];
    for (const [index, modelUri] of copies.entries()) {
      const copy = await mlflow.createVersion({ modelUri });
      assert.match(copy.source, new RegExp(`models:/iris-classifier/${index === 0 ? 1 : 2}$`));
    }
    await mlflow.deleteRegisteredModelAlias(name, "champion");
    await assert.rejects(mlflow.getModelVersionByAlias(name, "champion"), { name: "MillraceError" });
  });

  test("changes and deletes versions and models", async () => {
    const name = "other";
    await mlflow.setModelVersionTag(name, 1, "checked", "yes");
    assert.equal((await mlflow.updateModelVersion(name, 1, { description: "new" })).description, "new");
    assert.deepEqual((await mlflow.getModelVersion(name, 1)).tags, { checked: "yes" });
    await mlflow.deleteModelVersionTag(name, 1, "checked");
    assert.deepEqual((await mlflow.getModelVersion(name, 1)).tags, {});
    await mlflow.setRegisteredModelTag(name, "team", "b");
    await mlflow.updateRegisteredModel(name, { description: "Other" });
    const renamed = await mlflow.renameRegisteredModel(name, "another");
    assert.deepEqual([renamed.name, renamed.description, renamed.tags], ["another", "Other", { team: "b" }]);
    await mlflow.deleteRegisteredModelTag("another", "team");
    const found = await mlflow.searchRegisteredModels({ filter: "name LIKE 'ano%'" }).toArray();
    assert.deepEqual(
      found.map((model) => [model.name, model.tags]),
      [["another", {}]],
    );
    await mlflow.deleteModelVersion("another", "latest");
    assert.deepEqual(await mlflow.searchModelVersions({ filter: "name = 'another'" }).toArray(), []);
    await mlflow.deleteRegisteredModel("another");
    await assert.rejects(mlflow.getRegisteredModel("another"), { code: "RESOURCE_DOES_NOT_EXIST" });
  });
}
