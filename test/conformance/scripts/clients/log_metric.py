"""Logs a metric step by step and reads its history."""

import mlflow


def script(s):
    mlflow.set_experiment("script-log-metric")
    with mlflow.start_run(run_name="r") as run:
        for step in range(10):
            mlflow.log_metric("loss", 1 / (step + 1), step=step)
        mlflow.log_metric("timed", 1, step=3, timestamp=1234)
        mlflow.log_metric("negative", -1.5, step=-2)
        mlflow.log_metric("int", 7)
        mlflow.log_metric("bool", True)
    s.show("latest", mlflow.get_run(run.info.run_id).data.metrics)
    s.show("history", s.client.get_metric_history(run.info.run_id, "loss"))
    s.show("timed", s.client.get_metric_history(run.info.run_id, "timed"))
    s.show("negative", s.client.get_metric_history(run.info.run_id, "negative"))
    s.show("none", s.client.get_metric_history(run.info.run_id, "none"))
    s.attempt("unknown run", s.client.get_metric_history, "0" * 32, "loss")
