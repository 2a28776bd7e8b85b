"""Goes on with a run that had ended."""

import mlflow


def script(s):
    mlflow.set_experiment("script-resume-run")
    with mlflow.start_run(run_name="resumed") as run:
        mlflow.log_metric("loss", 1, step=0)
    with mlflow.start_run(run_id=run.info.run_id) as again:
        s.show("running again", again.info.status)
        mlflow.log_metric("loss", 0.5, step=1)
        mlflow.log_param("late", "yes")
    s.show("run", mlflow.get_run(run.info.run_id))
    mlflow.delete_run(run.info.run_id)
    s.attempt("deleted", mlflow.start_run, run_id=run.info.run_id)
    s.attempt("unknown", mlflow.start_run, run_id="0" * 32)
