"""A run whose block raises is marked FAILED."""

import mlflow


def script(s):
    mlflow.set_experiment("script-failed-run")
    try:
        with mlflow.start_run(run_name="doomed") as run:
            mlflow.log_metric("loss", 1)
            raise ValueError("training fell over")
    except ValueError:
        s.show("raised", True)
    s.show("run", mlflow.get_run(run.info.run_id))
