"""Logs single files and reads them back."""

from pathlib import Path

import mlflow

from folders import folder, listing


def script(s):
    mlflow.set_experiment("script-log-artifact")
    with folder({"a.txt": "hello", "b.bin": bytes(range(256)), "empty": ""}) as here, mlflow.start_run(run_name="r") as run:
        mlflow.log_artifact(here / "a.txt")
        mlflow.log_artifact(str(here / "b.bin"), artifact_path="data/raw")
        mlflow.log_artifact(here / "empty")
        (here / "a.txt").write_text("changed")
        mlflow.log_artifact(here / "a.txt")
        s.show("uri", mlflow.get_artifact_uri("data"))
    s.show("listing", listing(s.client, run.info.run_id))
    with folder() as there:
        text = mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="a.txt", dst_path=there)
        raw = mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="data/raw/b.bin", dst_path=there)
        s.show("text", Path(text).read_text())
        s.show("bytes kept", Path(raw).read_bytes() == bytes(range(256)))
        s.show("place", [str(Path(path).relative_to(there)) for path in [text, raw]])
