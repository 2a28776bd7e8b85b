"""Metrics that belong to logged models and data sets."""

import mlflow
import pandas
from mlflow.entities import LoggedModelInput


def script(s):
    experiment = mlflow.set_experiment("script-logged-model-metrics").experiment_id
    data = mlflow.data.from_pandas(pandas.DataFrame({"x": [1, 2]}), name="numbers", source="a.csv")
    with mlflow.start_run(run_name="r") as run:
        model = mlflow.create_external_model(name="model")
        mlflow.log_metric("acc", 0.5, step=0, model_id=model.model_id)
        mlflow.log_metric("acc", 0.75, step=1, model_id=model.model_id, dataset=data)
        mlflow.log_metrics({"loss": 0.25, "f1": 0.9}, step=1, model_id=model.model_id, dataset=data)
        mlflow.log_metric("alone", 1)
        mlflow.log_input(data, context="eval", model=LoggedModelInput(model.model_id))
    found = mlflow.get_logged_model(model.model_id)
    points = [[one.key, one.value, one.step, one.dataset_name, one.dataset_digest, one.run_id] for one in found.metrics]
    s.show("points", sorted(points, key=str))
    s.show("run", mlflow.get_run(run.info.run_id).data.metrics)
    s.show("history", [[one.value, one.step] for one in s.client.get_metric_history(run.info.run_id, "acc")])
    s.show("inputs", mlflow.get_run(run.info.run_id).inputs)
    for datasets in [None, [{"dataset_name": "numbers", "dataset_digest": data.digest}], [{"dataset_name": "none", "dataset_digest": "0"}]]:
        found = mlflow.search_logged_models([experiment], filter_string="metrics.acc > 0.6", datasets=datasets, output_format="list")
        s.show(f"with {'data' if datasets else 'none'}", [one.name for one in found])
    s.attempt("missing model", s.client.log_metric, run.info.run_id, "x", 1, model_id="m-" + "0" * 32)
