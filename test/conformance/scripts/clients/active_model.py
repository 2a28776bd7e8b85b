"""The active model takes the metrics that follow."""

import mlflow


def script(s):
    mlflow.set_experiment("script-active-model")
    with mlflow.set_active_model(name="worker") as model:
        s.show("active", mlflow.get_active_model_id() == model.model_id)
        with mlflow.start_run(run_name="r"):
            mlflow.log_metric("acc", 0.5)
            mlflow.log_params({"k": "v"})
    s.show("none after", mlflow.get_active_model_id())
    found = mlflow.get_logged_model(model.model_id)
    s.show("model", [found.name, found.status, found.params])
    s.show("metrics", [[one.key, one.value] for one in found.metrics or []])
    again = mlflow.set_active_model(name="worker")
    s.show("same again", again.model_id == model.model_id)
    mlflow.clear_active_model()
