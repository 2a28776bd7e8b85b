"""Artifacts stay where they are while their run is deleted and restored."""

import mlflow

from folders import listing


def script(s):
    mlflow.set_experiment("script-artifacts-of-deleted-run")
    with mlflow.start_run(run_name="r") as run:
        mlflow.log_text("hello", "a.txt")
    run_id = run.info.run_id
    s.client.delete_run(run_id)
    s.show("deleted", listing(s.client, run_id))
    s.attempt("read", mlflow.artifacts.load_text, f"{run.info.artifact_uri}/a.txt")
    s.attempt("write", s.client.log_text, run_id, "x", "b.txt")
    s.client.restore_run(run_id)
    s.show("restored", listing(s.client, run_id))
