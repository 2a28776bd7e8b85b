import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { tempDir } from "@millrace/testkit";
import * as mlflow from "millrace";

/** What is done with artifacts, on any server. */
export function artifactCases(url: () => string): void {
  test("logs artifacts of all kinds, in order and before the end", async () => {
    mlflow.setTrackingUri(url());
    const pixels = { width: 2, height: 1, data: Uint8Array.of(255, 0, 0, 0, 255, 0) };
    const runId = await mlflow.startRun((run) => {
      run.logText("Grüße", "texts/hello.txt");
      mlflow.logText("old", "texts/new.txt");
      mlflow.logText("new", "texts/new.txt");
      // Nobody waits for these, but the end of the run does.
      void mlflow.logDict({ layers: [64, 32], rate: 0.1 }, "config.json");
      void mlflow.logDict({ layers: [64, 32] }, "config.yaml");
      void mlflow.logTable([{ label: "a", score: 1 }], "table.json");
      void mlflow.logTable({ label: ["b", "c"], score: [2, 3] }, "table.json");
      void mlflow.logImage(pixels, "pixels.png");
      void mlflow.logFigure("<svg xmlns='http://www.w3.org/2000/svg'/>", "plots/empty.svg");
      void mlflow.logFigure({ mark: "bar" }, "plots/bar.vl.json");
      return run.info.runId;
    });
    const uri = `runs:/${runId}`;
    const names = (await mlflow.listArtifacts(uri)).map((entry) => entry.path);
    assert.deepEqual(names, ["config.json", "config.yaml", "pixels.png", "plots", "table.json", "texts"]);
    assert.equal(await mlflow.loadText(`${uri}/texts/hello.txt`), "Grüße");
    assert.equal(await mlflow.loadText(`${uri}/texts/new.txt`), "new");
    assert.deepEqual(await mlflow.loadDict(`${uri}/config.json`), { layers: [64, 32], rate: 0.1 });
    assert.deepEqual(await mlflow.loadDict(`${uri}/config.yaml`), { layers: [64, 32] });
    const rows = [["a", 1], ["b", 2], ["c", 3]]; // prettier-ignore
    assert.deepEqual(await mlflow.loadDict(`${uri}/table.json`), { columns: ["label", "score"], data: rows });
    assert.equal(Buffer.from(await mlflow.readArtifact(`${uri}/pixels.png`)).toString("latin1", 1, 4), "PNG");
    await assert.rejects(mlflow.loadDict(`${uri}/texts/hello.txt`), { code: "INVALID_PARAMETER_VALUE" });
    await assert.rejects(mlflow.readArtifact(`${uri}/absent.txt`), { code: "RESOURCE_DOES_NOT_EXIST" });
    const { tags } = (await mlflow.getRun(runId)).data;
    assert.equal(tags["mlflow.loggedArtifacts"], '[{"path":"table.json","type":"table"}]');
    // A table of a run that is resumed grows on.
    await mlflow.startRun({ runId }, () => mlflow.logTable({ label: "d", score: 4 }, "table.json"));
    assert.deepEqual(await mlflow.loadDict(`${uri}/table.json`), {
      columns: ["label", "score"],
      data: [...rows, ["d", 4]],
    });
  });

  test("logs files and folders, which may go right after, and downloads them", async () => {
    const folder = tempDir();
    mkdirSync(path.join(folder, "a", "b"), { recursive: true });
    writeFileSync(path.join(folder, "small.txt"), "small");
    writeFileSync(path.join(folder, "a", "b", "large.bin"), Buffer.alloc(5 * 1024 * 1024, 7));
    const runId = await mlflow.startRun(async (run) => {
      await run.logArtifact(path.join(folder, "small.txt"), "one/");
      await run.logArtifacts(folder, "all");
      rmSync(folder, { recursive: true });
      await assert.rejects(run.logArtifact(path.join(folder, "small.txt")), { code: "RESOURCE_DOES_NOT_EXIST" });
      await assert.rejects(run.logArtifacts(folder), { code: "RESOURCE_DOES_NOT_EXIST" });
      assert.throws(() => run.logText("x", "../x"), { code: "INVALID_PARAMETER_VALUE" });
      assert.throws(() => run.logText("x", ""), { code: "INVALID_PARAMETER_VALUE" });
      return run.info.runId;
    });
    const target = tempDir();
    const downloaded = await mlflow.downloadArtifacts(`runs:/${runId}/all`, target);
    assert.equal(downloaded, path.join(target, "all"));
    assert.equal(readFileSync(path.join(downloaded, "small.txt"), "utf8"), "small");
    assert.ok(readFileSync(path.join(downloaded, "a", "b", "large.bin")).equals(Buffer.alloc(5 * 1024 * 1024, 7)));
    assert.equal(await mlflow.loadText(`runs:/${runId}/one/small.txt`), "small");
  });
}
