"""Logs parameters of every type."""

import mlflow


def script(s):
    mlflow.set_experiment("script-log-params")
    with mlflow.start_run(run_name="r") as run:
        s.show("returned", mlflow.log_param("lr", 0.001))
        mlflow.log_params({"int": 5, "bool": True, "none": None, "list": [1, "a"], "dict": {"a": 1}, "empty": ""})
        mlflow.log_param("naïve 实/验:x", "ünïcödé 🧪")
        mlflow.log_params({})
        mlflow.log_params({f"p{number}": number for number in range(250)})
    params = mlflow.get_run(run.info.run_id).data.params
    s.show("count", len(params))
    s.show("params", {key: value for key, value in params.items() if not key.startswith("p")})
