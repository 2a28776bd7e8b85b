"""Starts a run in a context and ends it."""

import mlflow


def script(s):
    mlflow.set_experiment("script-start-run")
    with mlflow.start_run(run_name="first", description="what it is for", tags={"a": "1"}) as run:
        mlflow.log_param("lr", 0.1)
        mlflow.log_metric("loss", 0.5)
        s.show("active", mlflow.active_run().info)
    s.show("none active", mlflow.active_run())
    s.show("ended", mlflow.get_run(run.info.run_id))
    s.show("last", mlflow.last_active_run().info)
