"""A scikit-learn training logged by autologging together with its model."""

import mlflow
from sklearn import datasets, linear_model

from training import files


def script(s):
    experiment = mlflow.set_experiment("script-autolog-models").experiment_id
    mlflow.sklearn.autolog(silent=True, registered_model_name="script-autolog", log_datasets=False)
    try:
        measures, kinds = datasets.load_iris(return_X_y=True, as_frame=True)
        with mlflow.start_run(run_name="regression") as run:
            model = linear_model.LogisticRegression(C=0.5, max_iter=300).fit(measures, kinds)
    finally:
        mlflow.sklearn.autolog(disable=True)
    found = mlflow.get_run(run.info.run_id)
    s.show("metrics", sorted(found.data.metrics))
    s.show("artifacts", s.client.list_artifacts(run.info.run_id))
    logged = mlflow.search_logged_models([experiment], output_format="list")
    s.show("models", [[one.name, one.status, one.model_type, one.params["C"]] for one in logged])
    s.show("model's metrics", sorted(one.key for one in logged[0].metrics))
    s.show("files", files(logged[0].artifact_location))
    version = s.client.get_model_version("script-autolog", "1")
    s.show("version", [version.source, version.run_id, version.status])
    loaded = mlflow.pyfunc.load_model("models:/script-autolog/1")
    s.show("right", bool((loaded.predict(measures) == model.predict(measures)).all()))
    s.show("signature", loaded.metadata.signature.to_dict())
