import assert from "node:assert/strict";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { ArtifactStores, openArtifactStore } from "@millrace/artifacts";
import { tempDir } from "@millrace/testkit";
import { names, readText, streamOf } from "./support/bytes.ts";
import { refused } from "./support/refused.ts";

test("opens local roots only in or below the folders that the operator named", async () => {
  const folder = tempDir();
  const [allowed, beside] = [path.join(folder, "allowed"), path.join(folder, "allowed-not")];
  const options = { localRoots: [allowed, "s3://bucket/x"] };
  await (await openArtifactStore(path.join(allowed, "1/run/artifacts"), options)).write("file", streamOf("text"));
  assert.equal(
    await readText(await openArtifactStore(pathToFileURL(allowed).href, options), "1/run/artifacts/file"),
    "text",
  );
  for (const uri of [
    beside,
    folder,
    "/",
    "/etc",
    "/proc/self",
    pathToFileURL(beside).href,
    path.join(allowed, "..", "x"),
  ]) {
    const { message } = await refused(() => openArtifactStore(uri, options), "INVALID_PARAMETER_VALUE");
    if (uri === beside) assert.match(message, /--allowed-artifact-roots/);
  }
  await refused(() => openArtifactStore(allowed, { localRoots: [] }), "INVALID_PARAMETER_VALUE");
});

test("sees through links to other folders", async () => {
  const folder = tempDir();
  const [allowed, outside] = [path.join(folder, "allowed"), path.join(folder, "outside")];
  mkdirSync(allowed);
  mkdirSync(outside);
  symlinkSync(outside, path.join(allowed, "link"));
  symlinkSync(allowed, path.join(folder, "alias"));
  const options = { localRoots: [allowed] };
  await refused(() => openArtifactStore(path.join(allowed, "link"), options), "INVALID_PARAMETER_VALUE");
  await refused(() => openArtifactStore(path.join(allowed, "link/deeper"), options), "INVALID_PARAMETER_VALUE");
  await (await openArtifactStore(path.join(folder, "alias/run"), options)).write("file", streamOf("text"));
  assert.ok(existsSync(path.join(allowed, "run/file")));
});

test("refuses roots that lead up, in any spelling, and URIs of other kinds", async () => {
  const root = tempDir();
  writeFileSync(path.join(root, "..", `${path.basename(root)}-secret`), "");
  const options = { localRoots: [root], artifactsDestination: root };
  const ups = [
    "/../x",
    "/a/../../x",
    "/%2e%2e/x",
    "/..%2fx",
    "/%252e%252e/x",
    "/..;a/x",
    "/..?/x",
    "/a\\..\\..\\x",
    "/\0",
  ];
  const bases = [
    root,
    pathToFileURL(root).href,
    "mlflow-artifacts:",
    "s3://bucket",
    "gs://bucket",
    "https://example.org",
  ];
  for (const base of bases) {
    for (const up of ups) await refused(() => openArtifactStore(base + up, options), "INVALID_PARAMETER_VALUE");
  }
  const others = [
    "",
    " ",
    "ftp://host/x",
    "runs:/1/x",
    "models:/m/1",
    "dbfs:/x",
    "hdfs://h/x",
    "file:x",
    "file://host/x",
  ];
  const wrong = [
    "s3:///x",
    "s3://b@d/x",
    "gs://",
    "wasbs://container/x",
    "wasbs://c@evil.example/x",
    "https://u:p@h/x",
  ];
  const parts = [
    "file:///a?b",
    "file:///a#b",
    "file:///%2e%2e/x",
    "https://h/x?y",
    "https://h/x#y",
    "mlflow-artifacts:/a#b",
  ];
  for (const uri of [...others, ...wrong, ...parts]) {
    await refused(() => openArtifactStore(uri, options), "INVALID_PARAMETER_VALUE");
  }
});

test("finds served artifacts below the destination", async () => {
  const root = tempDir();
  const options = { localRoots: [], artifactsDestination: root };
  const store = await openArtifactStore("mlflow-artifacts:/3/run/artifacts", options);
  await store.write("file", streamOf("text"));
  assert.ok(existsSync(path.join(root, "3/run/artifacts/file")));
  for (const uri of [
    "mlflow-artifacts:",
    "mlflow-artifacts:/",
    "mlflow-artifacts://host:5000/",
    "mlflow-artifacts://host",
  ]) {
    assert.deepEqual(await names((await openArtifactStore(uri, options)).list("3/run/artifacts")), [
      "3/run/artifacts/file",
    ]);
  }
  await refused(() => openArtifactStore("mlflow-artifacts:/3", { localRoots: [root] }), "INVALID_PARAMETER_VALUE");
  const circle = { localRoots: [], artifactsDestination: "mlflow-artifacts:/" };
  await refused(() => openArtifactStore("mlflow-artifacts:/3", circle), "INVALID_PARAMETER_VALUE");
});

test("keeps stores open, and forgets those that could not be opened", async () => {
  const root = tempDir();
  const stores = new ArtifactStores({ localRoots: [root], azure: {} });
  assert.equal(await stores.open(root), await stores.open(root));
  await refused(() => stores.open("/etc"), "INVALID_PARAMETER_VALUE");
  await refused(() => stores.open("/etc"), "INVALID_PARAMETER_VALUE");
  for (let run = 0; run < 1200; run += 1) await stores.open(path.join(root, `${run}`));
  await refused(() => stores.open("wasbs://c@account.blob.core.windows.net/x"), "PERMISSION_DENIED");
});
