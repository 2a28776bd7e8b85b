import assert from "node:assert/strict";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { createClient, MillraceError } from "millrace/client";
import { tempDir } from "@millrace/testkit";
import {
  downloadArtifacts,
  listArtifacts,
  locate,
  readArtifact,
  runPlace,
  type TransferProgress,
  uploadFile,
  uploadFolder,
  uploadRunArtifact,
  walkArtifacts,
} from "../../../src/artifacts/index.ts";

const ODD = "a b+c;ü😀.txt";
const MB = 1024 * 1024;

/** The tests of artifacts that every server and every kind of place passes. */
export function artifactCases(url: () => string): void {
  const client = () => createClient({ uri: url(), retries: 0 });
  let count = 0;

  async function newRun() {
    count += 1;
    const { experiment_id } = await client().experiments.create({ name: `artifacts ${count}` });
    const { run } = await client().runs.create({ experiment_id });
    return run.info.run_id;
  }

  test("uploads bytes and files, and reads them back", async () => {
    const runId = await newRun();
    await uploadRunArtifact(client(), runId, `deep/er/${ODD}`, Buffer.from("hé"));
    await uploadRunArtifact(client(), runId, "empty", new Uint8Array());
    const file = path.join(tempDir(), "big.bin");
    const big = Buffer.alloc(3 * MB, "0123456789");
    await writeFile(file, big);
    const place = await runPlace(client(), runId);
    assert.equal(await uploadFile(place, file, "deep"), "deep/big.bin");
    assert.equal(String(await readArtifact(place, `deep/er/${ODD}`)), "hé");
    assert.equal((await readArtifact(place, "empty"))?.length, 0);
    assert.ok(big.equals((await readArtifact(place, "deep/big.bin")) ?? new Uint8Array()));
    assert.equal(await readArtifact(place, "deep/none"), undefined);
    assert.deepEqual(await listArtifacts(place, "deep"), [
      { path: "deep/big.bin", isDir: false, size: 3 * MB },
      { path: "deep/er", isDir: true, size: 0 },
    ]);
  });

  test("writes a file anew", async () => {
    const runId = await newRun();
    await uploadRunArtifact(client(), runId, "x.txt", Buffer.from("a longer text"));
    await uploadRunArtifact(client(), runId, "x.txt", Buffer.from("short"));
    assert.equal(String(await readArtifact(await runPlace(client(), runId), "x.txt")), "short");
  });

  test("uploads a folder without what links lead to outside, and downloads it again", async () => {
    const folder = tempDir();
    const outside = tempDir();
    await writeFile(path.join(outside, "secret"), "secret");
    await mkdir(path.join(folder, "sub", "sub"), { recursive: true });
    for (let at = 0; at < 20; at += 1) await writeFile(path.join(folder, "sub", `${at}.txt`), `file ${at}`);
    await writeFile(path.join(folder, "sub", "sub", ODD), "odd");
    await symlink(path.join(outside, "secret"), path.join(folder, "out"));
    await symlink(outside, path.join(folder, "outside"));
    await symlink("sub/3.txt", path.join(folder, "in"));
    await symlink(folder, path.join(folder, "sub", "round"));
    const place = await runPlace(client(), await newRun());
    await uploadFolder(place, folder, "all");

    const entries = await Array.fromAsync(walkArtifacts(place, "all"));
    const files = entries.filter(({ isDir }) => !isDir).map(({ path: name }) => name);
    const expected = ["in", ...Array.from({ length: 20 }, (_, at) => `sub/${at}.txt`), `sub/sub/${ODD}`];
    assert.deepEqual(new Set(files), new Set(expected.map((name) => `all/${name}`)));

    const back = tempDir();
    const target = await downloadArtifacts(place, "all", back);
    assert.equal(target, path.join(back, "all"));
    for (const name of expected) {
      assert.deepEqual(await readFile(path.join(target, name)), await readFile(path.join(folder, name)));
    }
    assert.equal(
      (await readdir(target, { recursive: true })).length,
      expected.length + 2,
      "no half-written file is left",
    );
  });

  test("downloads one file, and the whole of a run", async () => {
    const runId = await newRun();
    await uploadRunArtifact(client(), runId, "a/b.txt", Buffer.from("b"));
    await uploadRunArtifact(client(), runId, "c.txt", Buffer.from("c"));
    const back = tempDir();
    const { place, path: at } = await locate(client(), `runs:/${runId}/a/b.txt`);
    const file = await downloadArtifacts(place, at, path.join(back, "new", "folder"));
    assert.equal(await readFile(file, "utf8"), "b");
    await downloadArtifacts(place, "", path.join(back, "whole"));
    assert.equal(await readFile(path.join(back, "whole", "c.txt"), "utf8"), "c");
    assert.equal(await readFile(path.join(back, "whole", "a", "b.txt"), "utf8"), "b");
  });

  test("tells how far transfers are", async () => {
    const folder = tempDir();
    for (const name of ["a", "b", "c"]) await writeFile(path.join(folder, name), Buffer.alloc(MB, name));
    const place = await runPlace(client(), await newRun());
    for (const transfer of [
      (onProgress: (news: TransferProgress) => void) => uploadFolder(place, folder, "", { onProgress }),
      (onProgress: (news: TransferProgress) => void) => downloadArtifacts(place, "", tempDir(), { onProgress }),
    ]) {
      const news: TransferProgress[] = [];
      await transfer((progress) => news.push(progress));
      const { path: last, ...counts } = news.at(-1) ?? { path: "" };
      assert.ok(["a", "b", "c"].includes(last));
      assert.deepEqual(counts, { files: 3, totalFiles: 3, bytes: 3 * MB, totalBytes: 3 * MB });
    }
  });

  test("ends a transfer when it is aborted and leaves nothing half-written", async () => {
    const file = path.join(tempDir(), "big.bin");
    await writeFile(file, Buffer.alloc(64 * MB, "x"));
    const place = await runPlace(client(), await newRun());
    const stop = new AbortController();
    const upload = uploadFile(place, file, "", {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error("enough")),
    });
    await assert.rejects(upload, /enough/);
    await uploadFile(place, file);
    const back = tempDir();
    const stopToo = new AbortController();
    const onProgress = () => stopToo.abort(new Error("enough"));
    await assert.rejects(downloadArtifacts(place, "", back, { signal: stopToo.signal, onProgress }), /enough/);
    assert.deepEqual(await readdir(back), []);
  });

  test("refuses paths that lead elsewhere, and says what is missing", async () => {
    const runId = await newRun();
    const place = await runPlace(client(), runId);
    for (const bad of ["../x", "a/../../x", "/etc/passwd", "a//b", "%2e%2e/x", "..\\x", ""]) {
      await assert.rejects(
        uploadRunArtifact(client(), runId, bad, new Uint8Array()),
        { code: "INVALID_PARAMETER_VALUE" },
        bad,
      );
    }
    await assert.rejects(downloadArtifacts(place, "../x", tempDir()), { code: "INVALID_PARAMETER_VALUE" });
    await assert.rejects(downloadArtifacts(place, "none", tempDir()), { code: "RESOURCE_DOES_NOT_EXIST" });
    await assert.rejects(uploadFile(place, "/no/such/file"), { code: "RESOURCE_DOES_NOT_EXIST" });
    await assert.rejects(uploadFolder(place, "/no/such/folder"), { code: "RESOURCE_DOES_NOT_EXIST" });
    await assert.rejects(locate(client(), `runs:/${runId}/none`), { code: "RESOURCE_DOES_NOT_EXIST" });
    await assert.rejects(
      uploadRunArtifact(client(), "0".repeat(32), "x", new Uint8Array()),
      (error) => error instanceof MillraceError && error.code === "RESOURCE_DOES_NOT_EXIST",
    );
  });

  test("says why a file can't be put where a folder is", async () => {
    const runId = await newRun();
    await uploadRunArtifact(client(), runId, "x", Buffer.from("x"));
    const folder = tempDir();
    await mkdir(path.join(folder, "x"));
    const place = await runPlace(client(), runId);
    await assert.rejects(downloadArtifacts(place, "x", folder), { code: "INVALID_PARAMETER_VALUE" });
    assert.deepEqual(await readdir(folder), ["x"]);
  });
}
