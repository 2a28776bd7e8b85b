"""A training with explicit logging: parameters, nested runs, 5,000 steps, and all of it read back.

CONFORMANCE_STEPS gives each of the five runs fewer steps: what the script shows does not depend on their number.
"""

import math
import os

import mlflow

RUNS = 5
STEPS = int(os.environ.get("CONFORMANCE_STEPS", "1000"))


def script(s):
    mlflow.set_experiment("script-real-run")
    with mlflow.start_run(run_name="search") as parent:
        mlflow.log_params({"runs": RUNS, "model": "svm"})
        for number in range(RUNS):
            with mlflow.start_run(run_name=f"candidate {number}", nested=True):
                train(number)
        mlflow.log_metric("best", max(expected(number, STEPS - 1)["accuracy"] for number in range(RUNS)))
    s.show("parent", mlflow.get_run(parent.info.run_id).data)
    children = mlflow.search_runs(
        filter_string=f"tags.mlflow.parentRunId = '{parent.info.run_id}'", order_by=["metrics.loss ASC"]
    )
    columns = ["status", "params.rate", "metrics.loss", "metrics.accuracy", "tags.mlflow.runName"]
    s.show("children", children[columns])
    for run_id, name in zip(children["run_id"], children["tags.mlflow.runName"]):
        number = int(name.split()[-1])
        for key in ["loss", "accuracy"]:
            history = s.client.get_metric_history(run_id, key)
            s.show(f"{name} {key} complete", len(history) == STEPS)
            right = [point.value == expected(number, point.step)[key] for point in history]
            s.show(f"{name} {key} exact", all(right) and [point.step for point in history] == list(range(STEPS)))


def train(number):
    mlflow.log_params({"rate": 10.0**-number, "seed": number})
    for step in range(STEPS):
        mlflow.log_metrics(expected(number, step), step=step)
    mlflow.set_tag("done", "yes")


def expected(number, step):
    loss = math.exp(-(number + 1) * (step + 1) / STEPS)
    return {"loss": loss, "accuracy": 1 - loss / (number + 2)}
