"""Logs dictionaries as JSON and YAML."""

import mlflow


def script(s):
    mlflow.set_experiment("script-log-dict")
    value = {"name": "größe", "list": [1, 2.5, None, True], "nested": {"a": "b"}}
    with mlflow.start_run(run_name="r") as run:
        mlflow.log_dict(value, "a.json")
        mlflow.log_dict(value, "b/c.yml")
        mlflow.log_dict([1, 2], "list.json")
        mlflow.log_dict(value, "plain")
        uri = run.info.artifact_uri
    s.show("json", mlflow.artifacts.load_dict(f"{uri}/a.json"))
    s.show("list", mlflow.artifacts.load_dict(f"{uri}/list.json"))
    s.show("yaml as text", mlflow.artifacts.load_text(f"{uri}/b/c.yml"))
    s.show("no extension", mlflow.artifacts.load_text(f"{uri}/plain"))
    s.attempt("not JSON", mlflow.artifacts.load_dict, f"{uri}/b/c.yml")
