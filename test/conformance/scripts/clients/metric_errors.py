"""Mistakes with metrics."""

import mlflow


def script(s):
    mlflow.set_experiment("script-metric-errors")
    with mlflow.start_run(run_name="r") as run:
        s.attempt("text", mlflow.log_metric, "m", "abc")
        s.attempt("number as text", mlflow.log_metric, "m", "0.5")
        s.attempt("none", mlflow.log_metric, "m", None)
        s.attempt("negative time", mlflow.log_metric, "m", 1, timestamp=-1)
        s.attempt("step as text", mlflow.log_metric, "m", 1, step="x")
        s.attempt("long key", mlflow.log_metric, "k" * 251, 1)
        s.attempt("unknown run", s.client.log_metric, "0" * 32, "m", 1)
        s.attempt("unknown model", mlflow.log_metric, "m", 1, model_id="m-" + "0" * 32)
    s.show("metrics", mlflow.get_run(run.info.run_id).data.metrics)
