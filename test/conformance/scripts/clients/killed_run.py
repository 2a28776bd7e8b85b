"""Ends runs with each status."""

import mlflow


def script(s):
    mlflow.set_experiment("script-killed-run")
    for status in ["FINISHED", "FAILED", "KILLED"]:
        run = mlflow.start_run(run_name=status)
        mlflow.end_run(status)
        s.show(status, mlflow.get_run(run.info.run_id).info)
    with mlflow.start_run() as run:
        mlflow.end_run("KILLED")
    s.show("ended inside", mlflow.get_run(run.info.run_id).info.status)
