"""Names of runs: invented, given, changed."""

import mlflow


def script(s):
    experiment = s.experiment()
    invented = s.client.create_run(experiment)
    s.show("invented", invented)
    s.show("same in the tag", invented.info.run_name == invented.data.tags["mlflow.runName"])
    run = s.client.create_run(experiment, run_name="given").info.run_id
    s.client.update_run(run, name="updated")
    s.show("updated", s.client.get_run(run))
    s.client.set_tag(run, "mlflow.runName", "tagged")
    s.show("tagged", s.client.get_run(run).info.run_name)
    s.show("from a tag", s.client.create_run(experiment, tags={"mlflow.runName": "from tag"}).info.run_name)
    s.attempt("contradiction", s.client.create_run, experiment, tags={"mlflow.runName": "a"}, run_name="b")
    found = s.client.search_runs([experiment], "attributes.run_name = 'tagged'")
    s.show("found", [one.info.run_name for one in found])
    mlflow.set_experiment(experiment_id=experiment)
