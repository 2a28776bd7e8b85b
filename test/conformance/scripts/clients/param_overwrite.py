"""Parameters are written once."""

import mlflow


def script(s):
    mlflow.set_experiment("script-param-overwrite")
    with mlflow.start_run(run_name="r") as run:
        mlflow.log_param("lr", 0.1)
        mlflow.log_param("lr", 0.1)
        s.attempt("changed", mlflow.log_param, "lr", 0.2)
        s.attempt("changed with others", mlflow.log_params, {"new": 1, "lr": 0.2})
        mlflow.log_params({"lr": 0.1, "other": 1})
        s.attempt("changed through the client", s.client.log_param, run.info.run_id, "lr", "0.3")
    s.show("params", mlflow.get_run(run.info.run_id).data.params)
