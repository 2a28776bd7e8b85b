"""Logs without waiting, then waits."""

import mlflow


def script(s):
    mlflow.set_experiment("script-async")
    with mlflow.start_run(run_name="r") as run:
        operations = [mlflow.log_metric("loss", 1 / (step + 1), step=step, synchronous=False) for step in range(50)]
        operations.append(mlflow.log_metrics({"a": 1, "b": 2}, step=3, synchronous=False))
        operations.append(mlflow.log_param("lr", 0.1, synchronous=False))
        operations.append(mlflow.log_params({"x": 1, "y": 2}, synchronous=False))
        operations.append(mlflow.set_tag("team", "blue", synchronous=False))
        operations.append(mlflow.set_tags({"c": 1, "d": 2}, synchronous=False))
        for operation in operations:
            operation.wait()
        mlflow.flush_async_logging()
    s.show("run", mlflow.get_run(run.info.run_id))
    s.show("points", [(point.step, point.value) for point in s.client.get_metric_history(run.info.run_id, "loss")])
