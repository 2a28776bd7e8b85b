"""An error of a call that nobody waited for shows when it is waited for."""

import mlflow


def script(s):
    mlflow.set_experiment("script-async-error")
    with mlflow.start_run(run_name="r") as run:
        mlflow.log_param("lr", 1)
        operation = mlflow.log_param("lr", 2, synchronous=False)
        s.attempt("waited", operation.wait)
    s.show("params", mlflow.get_run(run.info.run_id).data.params)
