"""A training loop with MLflow's client: `log_metric.py <uri> <seconds>`. Prints the points in a second."""

import json
import sys
import time

import mlflow

mlflow.set_tracking_uri(sys.argv[1])
seconds = float(sys.argv[2])

with mlflow.start_run():
    mlflow.log_metric("loss", 0.0, step=0)
    begin = time.perf_counter()
    step = 0
    while time.perf_counter() - begin < seconds:
        step += 1
        mlflow.log_metric("loss", 1 / step, step=step)
    rate = step / (time.perf_counter() - begin)

print(json.dumps({"rate": rate}))
