"""Deletes files and folders of a run."""

import mlflow
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

from folders import listing


def script(s):
    mlflow.set_experiment("script-delete-artifacts")
    with mlflow.start_run(run_name="r") as run:
        for name in ["a.txt", "b/c.txt", "b/d/e.txt", "f/g.txt"]:
            mlflow.log_text(name, name)
    store = get_artifact_repository(run.info.artifact_uri)
    for path in ["a.txt", "b/d", "nothing", "f"]:
        s.attempt(f"delete {path}", store.delete_artifacts, path)
        s.show(f"after {path}", listing(s.client, run.info.run_id))
    s.attempt("everything", store.delete_artifacts)
    s.show("at last", listing(s.client, run.info.run_id))
