"""Logs to a run that is not the active one."""

import mlflow


def script(s):
    experiment = s.experiment()
    mlflow.set_experiment(experiment_id=experiment)
    other = s.client.create_run(experiment, run_name="other").info.run_id
    with mlflow.start_run(run_name="active"):
        mlflow.log_metric("m", 1, run_id=other, timestamp=5)
        mlflow.log_metrics({"n": 2}, run_id=other, timestamp=5)
        s.client.log_param(other, "p", 1)
        s.client.set_tag(other, "t", "v")
    s.show("other", s.client.get_run(other).data)
