"""Registers models in every way that the client has."""

import mlflow

from training import log_classifier


def script(s):
    name = "script-register"
    mlflow.set_experiment("script-register-model")
    with mlflow.start_run(run_name="r") as run:
        info = log_classifier(registered_model_name=name)
        s.show("while logging", info.registered_model_version)
    for label, uri in {
        "by run": f"runs:/{run.info.run_id}/model",
        "by model": info.model_uri,
        "by place": info.artifact_path,
        "by version": f"models:/{name}/1",
    }.items():
        s.attempt(label, mlflow.register_model, uri, name, tags={"from": label})
    s.attempt("other name", mlflow.register_model, info.model_uri, f"{name}-other")
    s.attempt("missing run", mlflow.register_model, f"runs:/{'0' * 32}/model", name)
    s.attempt("missing folder", mlflow.register_model, f"runs:/{run.info.run_id}/nothing", name)
    s.attempt("bad name", mlflow.register_model, info.model_uri, "a/b")
    versions = s.client.search_model_versions(f"name = '{name}'", order_by=["version_number"])
    s.show("versions", [[one.version, one.source, one.run_id, one.tags, one.current_stage] for one in versions])
    s.show("registrations", mlflow.get_logged_model(info.model_id).tags["mlflow.modelVersions"])
    s.show("model", s.client.get_registered_model(name).latest_versions[0].version)
    places = [s.client.get_model_version_download_uri(name, one.version) for one in versions]
    s.show("places", places)
