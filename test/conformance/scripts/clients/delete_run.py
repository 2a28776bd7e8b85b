"""Deletes and restores runs."""

import mlflow
from mlflow.entities import ViewType


def script(s):
    experiment = s.experiment()
    run = s.client.create_run(experiment, run_name="r", start_time=5).info.run_id
    s.client.delete_run(run)
    s.show("deleted", s.client.get_run(run).info)
    s.show("not found", s.client.search_runs([experiment]))
    s.show("found deleted", s.client.search_runs([experiment], run_view_type=ViewType.DELETED_ONLY))
    s.attempt("log", s.client.log_metric, run, "loss", 1)
    s.attempt("tag", s.client.set_tag, run, "k", "v")
    s.attempt("param", s.client.log_param, run, "k", "v")
    s.client.restore_run(run)
    s.show("restored", s.client.get_run(run).info)
    mlflow.delete_run(run)
    s.attempt("unknown", s.client.delete_run, "0" * 32)
    s.attempt("restore unknown", s.client.restore_run, "0" * 32)
