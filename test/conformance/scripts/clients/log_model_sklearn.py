"""Logs a scikit-learn model, and loads it by each of its addresses."""

import mlflow

from training import files, log_classifier, predictions


def script(s):
    mlflow.set_experiment("script-log-model-sklearn")
    with mlflow.start_run(run_name="r") as run:
        mlflow.log_param("C", 1.5)
        mlflow.log_metric("accuracy", 0.98)
        info = log_classifier()
    run_id = run.info.run_id
    s.show("uri", [info.model_uri, info.artifact_path, info.run_id == run_id])
    s.show("files", files(info.artifact_path))
    model = mlflow.get_logged_model(info.model_id)
    s.show("model", model)
    s.show("params", model.params)
    s.show("outputs", mlflow.get_run(run_id).outputs)
    s.show("run's artifacts", s.client.list_artifacts(run_id))
    s.show("below the run", [item.path for item in s.client.list_artifacts(run_id, "model")])
    for uri in [info.model_uri, f"runs:/{run_id}/model", info.artifact_path]:
        s.show("predictions", predictions(mlflow.sklearn.load_model(uri)))
        s.show("as pyfunc", predictions(mlflow.pyfunc.load_model(uri)))
    s.attempt("missing", mlflow.sklearn.load_model, f"runs:/{run_id}/nothing")
    s.attempt("missing model", mlflow.sklearn.load_model, f"models:/m-{'0' * 32}")
