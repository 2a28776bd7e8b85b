"""NaN and the infinities."""

import math

import mlflow


def script(s):
    mlflow.set_experiment("script-non-finite")
    with mlflow.start_run(run_name="r") as run:
        mlflow.log_metric("nan", math.nan)
        mlflow.log_metric("inf", math.inf)
        mlflow.log_metrics({"ninf": -math.inf, "nan2": math.nan})
        mlflow.log_metric("largest", 1.7976931348623157e308)
        mlflow.log_metric("smallest", 5e-324)
        mlflow.log_metric("tenth", 0.1)
    s.show("metrics", mlflow.get_run(run.info.run_id).data.metrics)
    for key in ["nan", "inf", "ninf"]:
        s.show(key, [point.value for point in s.client.get_metric_history(run.info.run_id, key)])
    frame = mlflow.search_runs(filter_string="metrics.nan != 1")
    s.show("frame", frame[["metrics.nan", "metrics.inf", "metrics.ninf"]])
