"""Long values are cut, long keys refused."""

import mlflow


def script(s):
    mlflow.set_experiment("script-long-params")
    with mlflow.start_run(run_name="r") as run:
        mlflow.log_param("exact", "x" * 6000)
        s.attempt("longer", mlflow.log_param, "longer", "y" * 6001)
        s.attempt("longer in a batch", mlflow.log_params, {"batch": "z" * 7000})
        s.attempt("the same again", mlflow.log_param, "longer", "y" * 6001)
        s.attempt("long key", mlflow.log_param, "k" * 251, 1)
        mlflow.log_param("k" * 250, 1)
    params = mlflow.get_run(run.info.run_id).data.params
    s.show("lengths", sorted((len(key), len(value)) for key, value in params.items()))
