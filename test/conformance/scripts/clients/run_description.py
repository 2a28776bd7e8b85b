"""Descriptions of runs, which live in a tag."""

import mlflow


def script(s):
    mlflow.set_experiment("script-description")
    with mlflow.start_run(run_name="r", description="# Heading\nwith *marks*") as run:
        pass
    s.show("described", mlflow.get_run(run.info.run_id).data.tags["mlflow.note.content"])
    s.attempt("twice", mlflow.start_run, description="a", tags={"mlflow.note.content": "b"})
    s.client.set_tag(run.info.run_id, "mlflow.note.content", "other")
    s.show("changed", mlflow.get_run(run.info.run_id).data.tags["mlflow.note.content"])
