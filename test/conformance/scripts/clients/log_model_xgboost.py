"""Logs an XGBoost model, registers and loads it."""

import mlflow
import xgboost

from training import files, iris


def script(s):
    mlflow.set_experiment("script-log-model-xgboost")
    measures, kinds = iris()
    booster = xgboost.train(
        {"objective": "multi:softmax", "num_class": 3, "seed": 0, "nthread": 1}, xgboost.DMatrix(measures, kinds), 3
    )
    with mlflow.start_run(run_name="r"):
        info = mlflow.xgboost.log_model(
            booster, name="booster", pip_requirements=[], registered_model_name="script-xgboost"
        )
    s.show("files", files(info.artifact_path))
    s.show("version", info.registered_model_version)
    s.show("flavors", sorted(mlflow.models.get_model_info("models:/script-xgboost/1").flavors))
    for uri in ["models:/script-xgboost/1", "models:/script-xgboost/latest", info.model_uri]:
        loaded = mlflow.xgboost.load_model(uri)
        s.show(uri, [int(kind) for kind in loaded.predict(xgboost.DMatrix(measures[::30]))])
    classifier = xgboost.XGBClassifier(n_estimators=2, max_depth=2, random_state=0, n_jobs=1).fit(measures, kinds)
    with mlflow.start_run(run_name="classifier"):
        second = mlflow.xgboost.log_model(classifier, name="classifier", pip_requirements=[], model_format="json")
    s.show("files of the classifier", files(second.artifact_path))
    s.show("classifier", [int(kind) for kind in mlflow.pyfunc.load_model(second.model_uri).predict(measures[::30])])
