"""Renames experiments."""


def script(s):
    experiment = s.experiment()
    s.client.rename_experiment(experiment, "script-renamed")
    s.show("renamed", s.client.get_experiment(experiment))
    s.show("old name", s.client.get_experiment_by_name("script-rename_experiment"))
    other = s.experiment("-other")
    s.attempt("taken", s.client.rename_experiment, other, "script-renamed")
    s.attempt("unknown", s.client.rename_experiment, "987654321", "script-x")
    s.show("unchanged", s.client.get_experiment(other).name)
