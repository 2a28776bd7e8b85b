import assert from "node:assert/strict";
import { readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { openStoreSource } from "@millrace/store/transfer";
import { DATABASES, tempDir } from "@millrace/testkit";
import { openMlflow } from "../src/mlflow/open.ts";
import { runImport } from "../src/moving/run-import.ts";
import { quietly } from "./support/control.ts";
import { OLD_AND_NEW, writeFiles } from "./support/folder.ts";
import { type Everything, readEverything } from "./support/records.ts";

function mlruns(files: Readonly<Record<string, string>> = {}): string {
  const folder = path.join(tempDir(), "mlruns");
  writeFiles(folder, { ...OLD_AND_NEW, ...files });
  return folder;
}

async function everythingOf(folder: string): Promise<Everything> {
  await using source = await openMlflow(folder);
  return await readEverything(source);
}

async function stored(uri: string): Promise<Everything> {
  await using source = await openStoreSource(uri);
  return await readEverything(source);
}

for (const database of DATABASES) {
  describe(`an mlruns folder to ${database.name}`, { skip: database.skip }, () => {
    const fresh = async (test: TestContext): Promise<string> => {
      const { uri, drop } = await database.fresh();
      test.after(drop);
      return uri;
    };

    it("comes in whole, once", async (test) => {
      const from = mlruns();
      const uri = await fresh(test);
      const report = await runImport({ from, backendStoreUri: uri }, quietly());
      assert.deepEqual([report.same, report.damage], [true, []]);
      assert.deepEqual(report.leftOut, [{ what: "deleted model versions (their numbers stay taken)", count: 1 }]);
      assert.deepEqual(await stored(uri), await everythingOf(from));
      const again = await runImport({ from, backendStoreUri: `${uri}` }, quietly());
      assert.deepEqual([again.same, again.written], [true, 0]);
      assert.deepEqual(await stored(uri), await everythingOf(from));
    });

    it("brings what was logged since, and keeps what was logged to the target", async (test) => {
      const from = mlruns();
      const uri = await fresh(test);
      await runImport({ from, backendStoreUri: uri }, quietly());
      writeFiles(from, {
        "0/run1/metrics/two": "1000 0.5\n1001 nan\n1002 2.5 3\n",
        "0/run1/tags/deep/er": "2",
        "models/iris/aliases/challenger": "1",
      });
      const report = await runImport({ from, backendStoreUri: uri }, quietly());
      assert.deepEqual([report.same, report.written], [true, 2]);
      assert.deepEqual(await stored(uri), await everythingOf(from));
    });

    it("leaves out what is damaged and says so", async (test) => {
      const from = mlruns({
        "0/run1/metrics/two": "1000 0.5\nbroken\n1001 1.0 2 3\n",
        "0/run3/meta.yaml": "",
        "0/run4/params/x": "1",
        "7/meta.yaml": "name: 'no end\n",
        "8/tags/x": "no meta at all",
        "models/iris/aliases/bad": "x",
        "853250408107817808/run2/inputs/i3/meta.yaml": "source_type: DATASET\nsource_id: gone\n",
        "with artifacts only/run5/artifacts/x": "",
      });
      const report = await runImport({ from, backendStoreUri: await fresh(test) }, quietly());
      assert.equal(report.same, true);
      const places = new Set(report.damage.map((line) => line.split(": ")[0]));
      const expected = [
        "0/run1/metrics/two",
        "0/run3",
        "0/run4",
        "7",
        "8",
        "853250408107817808/run2/inputs/i3",
        "models/iris/aliases/bad",
      ];
      assert.deepEqual(places, new Set(expected));
      assert.equal(report.damage.length, expected.length);
    });

    it("follows no links", async (test) => {
      const from = mlruns();
      const secret = path.join(tempDir(), "secret");
      writeFiles(secret, { "meta.yaml": "experiment_id: '9'\nname: secret\n" });
      symlinkSync(secret, path.join(from, "9"));
      const uri = await fresh(test);
      const report = await runImport({ from, backendStoreUri: uri }, quietly());
      assert.deepEqual(report.damage, ["9: it is a link, and links are not followed"]);
      symlinkSync(path.join(secret, "meta.yaml"), path.join(from, "0/run1/params/secret"));
      await assert.rejects(runImport({ from, backendStoreUri: uri }, quietly()), /secret is a link/);
    });

    it("brings its artifacts along from where they lie now", async (test) => {
      const from = mlruns();
      const uri = await fresh(test);
      const destination = tempDir();
      const options = { localRoots: [destination], artifactsDestination: destination };
      const artifacts = { root: "mlflow-artifacts:/", options };
      const report = await runImport({ from, backendStoreUri: uri, artifacts }, quietly());
      assert.deepEqual(report.artifacts, { files: 1, bytes: 5, present: 0, failures: [] });
      assert.equal(readFileSync(path.join(destination, "0/run1/artifacts/note.txt"), "utf8"), "hello");
      const again = await runImport({ from, backendStoreUri: uri, artifacts }, quietly());
      assert.deepEqual(again.artifacts, { files: 0, bytes: 0, present: 0, failures: [] });
      const { runs = [], modelVersions = [], experiments = [], loggedModels = [] } = await stored(uri);
      const uris = [...runs, ...experiments, ...loggedModels, ...modelVersions].map((item) =>
        JSON.stringify(item, text),
      );
      assert.equal(uris.filter((item) => item.includes("/old/")).length, 0, uris.join("\n"));
      assert.match(uris.join("\n"), /"source":"mlflow-artifacts:\/0\/run1\/artifacts\/model"/);
    });
  });
}

describe("the artifacts of an mlruns folder", () => {
  it("come only from where the operator allows it", async () => {
    const outside = path.join(tempDir(), "outside");
    writeFiles(outside, { "secret.txt": "secret" });
    const from = mlruns({
      "853250408107817808/run2/meta.yaml": `artifact_uri: ${outside}\nexperiment_id: '853250408107817808'\nlifecycle_stage: active\nrun_id: run2\nrun_name: x\nstatus: 1\n`,
    });
    const backendStoreUri = `sqlite:///${path.join(tempDir(), "millrace.db")}`;
    const destination = tempDir();
    const options = { localRoots: [destination], artifactsDestination: destination };
    const artifacts = { root: "mlflow-artifacts:/", options };
    const refused = await runImport({ from, backendStoreUri, artifacts }, quietly());
    assert.equal(refused.artifacts?.files, 1);
    assert.match(refused.artifacts?.failures.join("\n") ?? "", /^run run2: .*--allowed-artifact-roots/);
    const allowed = { ...artifacts, options: { ...options, localRoots: [destination, outside] } };
    const done = await runImport({ from, backendStoreUri, artifacts: allowed }, quietly());
    assert.deepEqual(done.artifacts, { files: 1, bytes: 6, present: 0, failures: [] });
  });
});

function text(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

describe("openMlflow", () => {
  it("says what is wrong with what it is given", async () => {
    const empty = tempDir();
    writeFiles(empty, { "1/run/artifacts/model": "", "file.db": "" });
    const wrong: [string, string, RegExp][] = [
      [path.join(empty, "nothing"), "RESOURCE_DOES_NOT_EXIST", /no folder/],
      [empty, "INVALID_PARAMETER_VALUE", /import from that database/],
      [path.join(empty, "file.db"), "INVALID_PARAMETER_VALUE", /sqlite:\/\/\//],
      ["file://host/x", "INVALID_PARAMETER_VALUE", /names no folder/],
      ["mysql://host/x", "INVALID_PARAMETER_VALUE", /mysql/],
      [`sqlite:///${empty}/nothing.db`, "RESOURCE_DOES_NOT_EXIST", /nothing\.db/],
    ];
    for (const [from, code, message] of wrong) await assert.rejects(openMlflow(from), { code, message }, from);
  });
});
