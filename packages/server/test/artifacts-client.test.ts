import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { cleanEnvironment, mlflowMissing, s3Missing, startS3, tempDir, VENV_BIN } from "@millrace/testkit";
import { startArtifactServer } from "./support/artifacts.ts";

const SCRIPT = String.raw`
import os, mlflow
os.makedirs("tree/deep/er")
for name, data in {"a.txt": b"one", "deep/b ü.bin": bytes(range(256)) * 5000, "deep/er/empty": b""}.items():
    open(os.path.join("tree", name), "wb").write(data)
with mlflow.start_run() as run:
    mlflow.log_artifact("tree/a.txt")
    mlflow.log_artifact("tree/a.txt", "some/folder")
    mlflow.log_artifacts("tree", "tree")
    mlflow.log_text("text", "note.txt")
    mlflow.log_dict({"a": [1]}, "dict.json")
client = mlflow.MlflowClient()
listed = lambda path=None: [(f.path, f.is_dir, f.file_size) for f in client.list_artifacts(run.info.run_id, path)]
assert listed() == [("a.txt", False, 3), ("dict.json", False, os.path.getsize(client.download_artifacts(run.info.run_id, "dict.json"))),
                    ("note.txt", False, 4), ("some", True, None), ("tree", True, None)], listed()
assert listed("tree/deep") == [("tree/deep/b ü.bin", False, 1280000), ("tree/deep/er", True, None)], listed("tree/deep")
assert listed("a.txt") == [] and listed("none") == []
there = mlflow.artifacts.download_artifacts(f"runs:/{run.info.run_id}/tree", dst_path="there")
for base, _, names in os.walk("tree"):
    for name in names:
        old = os.path.join(base, name)
        assert open(old, "rb").read() == open(os.path.join("there", old), "rb").read(), old
assert mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/note.txt") == "text"
assert mlflow.artifacts.load_dict(run.info.artifact_uri + "/dict.json") == {"a": [1]}
try:
    mlflow.artifacts.download_artifacts(f"runs:/{run.info.run_id}/none", dst_path="none")
except mlflow.exceptions.MlflowException:
    pass
else:
    raise SystemExit("downloaded what is not there")
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository
repository = get_artifact_repository(run.info.artifact_uri)
repository.delete_artifacts("tree/deep")
assert listed("tree") == [("tree/a.txt", False, 3)], listed("tree")
print("done")
`;

/** Large files go straight to the storage, in parts, when the client is told so. */
const PARTS = String.raw`
import mlflow
from unittest import mock
from mlflow.store.artifact.http_artifact_repo import HttpArtifactRepository as Repository
data = bytes(range(256)) * 50_000
open("large.bin", "wb").write(data)
with mlflow.start_run() as run, mock.patch.object(Repository, "_upload_part", wraps=Repository._upload_part) as part:
    mlflow.log_artifact("large.bin", "folder")
    assert part.call_count == 3, part.call_count
with mock.patch.object(Repository, "_multipart_download", autospec=True, side_effect=Repository._multipart_download) as down:
    there = mlflow.artifacts.download_artifacts(f"runs:/{run.info.run_id}/folder/large.bin", dst_path="there")
    assert down.call_count == 1, down.call_count
assert open(there, "rb").read() == data
print("done")
`;

const IN_PARTS = {
  MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD: "true",
  MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD: "true",
  MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE: "5242880",
  MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE: "5242880",
  MLFLOW_MULTIPART_DOWNLOAD_MINIMUM_FILE_SIZE: "5242880",
  MLFLOW_MULTIPART_DOWNLOAD_CHUNK_SIZE: "5242880",
};

/** Runs a script with the client in a new folder; it says when it is done. */
async function runScript(script: string, url: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const client = spawn(path.join(VENV_BIN, "python"), ["-c", script], {
    cwd: tempDir(),
    env: cleanEnvironment({
      MLFLOW_TRACKING_URI: url,
      MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0",
      PYTHONUTF8: "1",
      ...env,
    }),
  });
  const ended = once(client, "close");
  const [output, errors] = await Promise.all([text(client.stdout), text(client.stderr)]);
  await ended;
  assert.match(output, /done/, errors);
  assert.equal(client.exitCode, 0, errors);
}

describe("MLflow's Python client", { skip: mlflowMissing() }, () => {
  for (const [how, staticPrefix] of [
    ["at the root", ""],
    ["below a prefix", "/some/prefix"],
  ] as const) {
    it(`logs, lists, downloads and deletes artifacts, ${how}`, { timeout: 120_000 }, async () => {
      const { url } = await startArtifactServer({ staticPrefix });
      await runScript(SCRIPT, url);
    });
  }

  it(
    "sends and fetches large files in parts where the storage takes them",
    { timeout: 120_000, skip: s3Missing() },
    async () => {
      const s3 = await startS3();
      process.env["AWS_ACCESS_KEY_ID"] = s3.accessKeyId;
      process.env["AWS_SECRET_ACCESS_KEY"] = s3.secretAccessKey;
      const { url } = await startArtifactServer({ artifactsDestination: `s3://${s3.bucket}/x`, s3Endpoint: s3.url });
      await runScript(PARTS, url, IN_PARTS);
      await s3.stop();
    },
  );
});
