"""Sets, overwrites and deletes tags of an experiment."""

import mlflow


def script(s):
    experiment = s.experiment()
    s.client.set_experiment_tag(experiment, "team", "blue")
    s.client.set_experiment_tag(experiment, "team", "red")
    s.client.set_experiment_tag(experiment, "size", 5)
    mlflow.set_experiment(experiment_id=experiment)
    mlflow.set_experiment_tag("fluent", "yes")
    mlflow.set_experiment_tags({"a": 1, "b": True})
    s.show("tags", s.client.get_experiment(experiment).tags)
    s.client.delete_experiment_tag(experiment, "size")
    s.attempt("absent", s.client.delete_experiment_tag, experiment, "size")
    s.attempt("long value", s.client.set_experiment_tag, experiment, "k", "x" * 20_001)
    s.attempt("long key", s.client.set_experiment_tag, experiment, "k" * 251, "x")
    s.attempt("bad key", s.client.set_experiment_tag, experiment, "a//b", "x")
    s.show("tags at last", s.client.get_experiment(experiment).tags)
