"""Copies versions to other registered models, and loads the copies."""

import mlflow

from training import log_classifier, predictions


def script(s):
    name, client = "script-copy", s.client
    mlflow.set_experiment("script-copy-model-version")
    with mlflow.start_run(run_name="r") as run:
        log_classifier(registered_model_name=name)
    client.set_registered_model_alias(name, "best", "1")
    first = client.copy_model_version(f"models:/{name}/1", f"{name}-prod")
    s.show("copy", [first.name, first.version, first.source, first.run_id == run.info.run_id])
    second = client.copy_model_version(f"models:/{name}@best", f"{name}-prod")
    s.show("second copy", [second.version, second.source])
    third = client.copy_model_version(f"models:/{name}-prod/1", f"{name}-third")
    s.show("copy of a copy", [third.version, third.source])
    s.show("onto itself", client.copy_model_version(f"models:/{name}/1", name).version)
    s.show("place", client.get_model_version_download_uri(f"{name}-third", "1") == client.get_model_version_download_uri(name, "1"))
    s.show("predictions", predictions(mlflow.sklearn.load_model(f"models:/{name}-third/1")))
    s.attempt("missing version", client.copy_model_version, f"models:/{name}/9", f"{name}-prod")
    s.attempt("missing model", client.copy_model_version, "models:/script-none/1", f"{name}-prod")
    s.attempt("no version", client.copy_model_version, f"runs:/{run.info.run_id}/model", f"{name}-prod")
    client.delete_registered_model(name)
    s.attempt("after the first is gone", lambda: predictions(mlflow.sklearn.load_model(f"models:/{name}-third/1")))
