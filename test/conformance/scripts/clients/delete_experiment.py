"""Deletes and restores an experiment with its runs."""

from mlflow.entities import ViewType


def script(s):
    experiment = s.experiment()
    run = s.client.create_run(experiment, run_name="kept").info.run_id
    s.client.delete_experiment(experiment)
    s.show("deleted", s.client.get_experiment(experiment))
    s.show("its run", s.client.get_run(run).info)
    s.attempt("twice", s.client.delete_experiment, experiment)
    s.attempt("new run", s.client.create_run, experiment)
    own = "name = 'script-delete_experiment'"
    s.show("found deleted", s.client.search_experiments(ViewType.DELETED_ONLY, filter_string=own))
    s.client.restore_experiment(experiment)
    s.show("restored", s.client.get_experiment(experiment))
    s.show("its run again", s.client.get_run(run).info)
    s.attempt("restored twice", s.client.restore_experiment, experiment)
