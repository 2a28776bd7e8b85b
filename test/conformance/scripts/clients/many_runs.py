"""Forty runs, searched by the fluent API."""

import mlflow


def script(s):
    experiment = s.experiment()
    for number in range(40):
        tags = {"even": str(number % 2 == 0)}
        run = s.client.create_run(experiment, run_name=f"r{number:03}", start_time=number + 1, tags=tags)
        s.client.log_metric(run.info.run_id, "m", number % 10, 1, 1)
    frame = mlflow.search_runs([experiment])
    s.show("newest first", frame["tags.mlflow.runName"].tolist() == [f"r{number:03}" for number in range(39, -1, -1)])
    frame = mlflow.search_runs([experiment], "tags.even = 'True'", order_by=["metrics.m DESC", "start_time"])
    s.show("even", frame["tags.mlflow.runName"].tolist())
    s.show("few", len(mlflow.search_runs([experiment], "metrics.m >= 8", max_results=5)))
