"""Logs several metrics at once."""

import mlflow


def script(s):
    mlflow.set_experiment("script-log-metrics")
    with mlflow.start_run(run_name="r") as run:
        for step in range(3):
            mlflow.log_metrics({"loss": 1.0 / (step + 1), "acc": step / 3, "lr": 0.1}, step=step, timestamp=1000 + step)
        mlflow.log_metrics({"late": 1}, timestamp=99)
        mlflow.log_metrics({})
        s.attempt("bad value", mlflow.log_metrics, {"good": 1, "bad": "abc"})
        mlflow.log_metrics({"elsewhere": 2}, run_id=run.info.run_id)
    s.show("run", mlflow.get_run(run.info.run_id).data)
    for key in ["loss", "acc", "lr", "late"]:
        s.show(key, s.client.get_metric_history(run.info.run_id, key))
