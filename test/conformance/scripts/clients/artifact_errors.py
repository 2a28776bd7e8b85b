"""Uploads and downloads that can't be."""

import mlflow
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

from folders import folder, listing


def script(s):
    mlflow.set_experiment("script-artifact-errors")
    with mlflow.start_run(run_name="r") as run:
        mlflow.log_text("hello", "a.txt")
    run_id = run.info.run_id
    with folder({"x.txt": "x"}) as here:
        s.attempt("missing run", s.client.log_artifact, "0" * 32, str(here / "x.txt"))
        s.attempt("missing file", s.client.log_artifact, run_id, str(here / "nothing"))
        for path in ["../x", "a/../../x", "/etc", "..\\x", "%2e%2e/x", "a#b", "C:/x"]:
            s.attempt(f"into {path}", s.client.log_artifact, run_id, str(here / "x.txt"), path)
        s.attempt("text above", s.client.log_text, run_id, "x", "../x.txt")
        store = get_artifact_repository(run.info.artifact_uri)
        for path in ["../x", "..", "%2e%2e/a.txt", "/etc/passwd", "nothing"]:
            s.attempt(f"from {path}", store.download_artifacts, path, str(here))
    s.show("unchanged", listing(s.client, run_id))
