"""Adds an experiment and a model version to a store and prints their numbers: go-on.py <tracking uri>."""

import sys

from mlflow.tracking import MlflowClient

client = MlflowClient(sys.argv[1])
experiment = client.create_experiment("new")
client.log_metric(client.create_run(experiment).info.run_id, "loss", float("nan"), step=1)
version = client.create_model_version("iris-classifier", "s3://bucket/models/5").version
print(f"experiment {experiment}, version {version}")
