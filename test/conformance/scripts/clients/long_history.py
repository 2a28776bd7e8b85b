"""Thousands of points come back complete and in order."""

from mlflow.entities import Metric


def script(s):
    run = s.client.create_run(s.experiment(), run_name="r").info.run_id
    for start in range(0, 3000, 1000):
        points = [Metric("m", step / 7, 1000 + step, step) for step in range(start, start + 1000)]
        s.client.log_batch(run, metrics=points)
    history = s.client.get_metric_history(run, "m")
    s.show("count", len(history))
    s.show("steps", [point.step for point in history] == list(range(3000)))
    s.show("values", [point.value for point in history] == [step / 7 for step in range(3000)])
    s.show("latest", s.client.get_run(run).data.metrics)
