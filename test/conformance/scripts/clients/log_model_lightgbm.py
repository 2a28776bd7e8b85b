"""Logs a LightGBM model, registers and loads it."""

import lightgbm
import mlflow

from training import files, iris


def script(s):
    mlflow.set_experiment("script-log-model-lightgbm")
    measures, kinds = iris()
    settings = {"objective": "multiclass", "num_class": 3, "seed": 0, "num_threads": 1, "verbose": -1}
    booster = lightgbm.train(settings, lightgbm.Dataset(measures, kinds), 3)
    with mlflow.start_run(run_name="r") as run:
        info = mlflow.lightgbm.log_model(booster, name="booster", pip_requirements=[])
    s.show("files", files(info.artifact_path))
    version = mlflow.register_model(f"runs:/{run.info.run_id}/booster", "script-lightgbm")
    s.show("version", [version.version, version.status, version.source])
    for uri in ["models:/script-lightgbm/1", info.model_uri]:
        loaded = mlflow.lightgbm.load_model(uri)
        s.show(uri, [int(row.argmax()) for row in loaded.predict(measures[::30])])
    s.show("as pyfunc", mlflow.pyfunc.load_model("models:/script-lightgbm/1").predict(measures[:2]).shape)
