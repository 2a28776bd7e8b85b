"""Chooses experiments by name and by id, as notebooks do."""

import mlflow


def script(s):
    made = mlflow.set_experiment("script-set-experiment")
    s.show("made", made)
    s.show("again", mlflow.set_experiment("script-set-experiment"))
    s.show("by id", mlflow.set_experiment(experiment_id=made.experiment_id))
    with mlflow.start_run(run_name="in it") as run:
        s.show("run", run.info)
    s.client.delete_experiment(made.experiment_id)
    s.attempt("deleted", mlflow.set_experiment, "script-set-experiment")
    s.attempt("deleted by id", mlflow.set_experiment, experiment_id=made.experiment_id)
