"""Mistakes with experiments."""


def script(s):
    experiment = s.experiment()
    s.attempt("same name", s.client.create_experiment, "script-experiment_errors")
    s.attempt("no name", s.client.create_experiment, "")
    s.attempt("name of a wrong type", s.client.create_experiment, None)
    s.attempt("long name", s.client.create_experiment, "x" * 501)
    s.attempt("bad location", s.client.create_experiment, "script-bad", "http://host/x")
    s.attempt("unknown id", s.client.get_experiment, "987654321")
    s.attempt("id of a wrong type", s.client.get_experiment, "abc")
    s.attempt("delete unknown", s.client.delete_experiment, "987654321")
    s.attempt("tag unknown", s.client.set_experiment_tag, "987654321", "k", "v")
    s.show("still there", s.client.get_experiment(experiment).name)
