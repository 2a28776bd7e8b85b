"""Logged models whose files are elsewhere."""

import mlflow


def script(s):
    experiment = mlflow.set_experiment("script-external-model").experiment_id
    model = mlflow.create_external_model(
        name="agent", params={"depth": "3"}, tags={"team": "blue"}, model_type="agent"
    )
    s.show("model", model)
    s.show("read", mlflow.get_logged_model(model.model_id))
    second = mlflow.initialize_logged_model(name="unfinished", params={"a": "b"})
    s.show("pending", second.status)
    s.show("ready", mlflow.finalize_logged_model(second.model_id, "READY").status)
    s.show("failed", mlflow.finalize_logged_model(second.model_id, "FAILED").status)
    mlflow.log_model_params({"late": "5"}, model_id=second.model_id)
    mlflow.set_logged_model_tags(second.model_id, {"a": "1", "b": "2"})
    mlflow.delete_logged_model_tag(second.model_id, "a")
    found = mlflow.get_logged_model(second.model_id)
    s.show("params", found.params)
    s.show("tags", {key: value for key, value in found.tags.items() if not key.startswith("mlflow.")})
    s.attempt("param again", mlflow.log_model_params, {"late": "6"}, second.model_id)
    s.attempt("absent tag", mlflow.delete_logged_model_tag, second.model_id, "nothing")
    s.attempt("missing", mlflow.get_logged_model, "m-" + "0" * 32)
    s.attempt("bad name", mlflow.create_external_model, name="a/b")
    s.attempt("finish missing", mlflow.finalize_logged_model, "m-" + "0" * 32, "READY")
    s.show("all", len(mlflow.search_logged_models([experiment], output_format="list")))
    s.client.delete_logged_model(second.model_id)
    s.attempt("deleted", mlflow.get_logged_model, second.model_id)
    s.show("left", [one.name for one in mlflow.search_logged_models([experiment], output_format="list")])
