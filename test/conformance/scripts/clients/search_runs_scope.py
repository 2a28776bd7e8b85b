"""Searches several experiments, by id and by name, with deleted runs."""

import mlflow
from mlflow.entities import ViewType


def script(s):
    first, second = s.experiment("-1"), s.experiment("-2")
    for experiment, name, start in [(first, "a", 1), (first, "gone", 2), (second, "b", 3)]:
        run = s.client.create_run(experiment, run_name=name, start_time=start).info.run_id
        if name == "gone":
            s.client.delete_run(run)

    def names(**kwargs):
        runs = mlflow.search_runs(order_by=["start_time"], output_format="list", **kwargs)
        return [run.info.run_name for run in runs]

    s.show("both", names(experiment_ids=[first, second]))
    s.show("by name", names(experiment_names=["script-search_runs_scope-2"]))
    s.show("deleted", names(experiment_ids=[first], run_view_type=ViewType.DELETED_ONLY))
    s.show("all", names(experiment_ids=[first], run_view_type=ViewType.ALL))
    s.attempt("unknown name", names, experiment_names=["script-nowhere"])
    s.show("unknown id", names(experiment_ids=["987654321"]))
    s.attempt("bad id", names, experiment_ids=["abc"])
    mlflow.set_experiment(experiment_id=second)
    s.show("the active one", names())
