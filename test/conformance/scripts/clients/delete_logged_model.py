"""Deletes logged models."""

import mlflow

from training import log_classifier


def script(s):
    experiment = mlflow.set_experiment("script-delete-logged-model").experiment_id
    with mlflow.start_run(run_name="r") as run:
        info = log_classifier()
    s.client.delete_logged_model(info.model_id)
    s.attempt("get", mlflow.get_logged_model, info.model_id)
    s.attempt("load", lambda: mlflow.sklearn.load_model(info.model_uri).C)
    s.show("search", mlflow.search_logged_models([experiment], output_format="list"))
    s.show("outputs kept", len(mlflow.get_run(run.info.run_id).outputs.model_outputs))
    s.attempt("twice", s.client.delete_logged_model, info.model_id)
    s.attempt("missing", s.client.delete_logged_model, "m-" + "0" * 32)
    with mlflow.start_run(run_name="again"):
        second = log_classifier()
    s.show("same name again", [one.model_id == second.model_id for one in mlflow.search_logged_models([experiment], output_format="list")])
