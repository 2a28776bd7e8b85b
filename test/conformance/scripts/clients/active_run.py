"""Which run is active, and what logs without one."""

import mlflow


def script(s):
    mlflow.set_experiment("script-active-run")
    mlflow.log_metric("loss", 1)
    run = mlflow.active_run()
    s.show("started by logging", run is not None)
    mlflow.log_param("lr", 1)
    mlflow.end_run()
    s.show("run", mlflow.get_run(run.info.run_id))
    s.show("last", mlflow.last_active_run().info.run_id == run.info.run_id)
    mlflow.end_run()
    s.show("none", mlflow.active_run())
