"""A data set that several runs share."""

from mlflow.entities import Dataset, DatasetInput, InputTag


def script(s):
    experiment = s.experiment()
    for name, source in [("first", "a.csv"), ("second", "b.csv")]:
        run = s.client.create_run(experiment, run_name=name, start_time=5).info.run_id
        data = Dataset("iris", "d1", "local", source)
        s.client.log_inputs(run, [DatasetInput(data, [InputTag("mlflow.data.context", name)])])
        s.client.log_inputs(run, [DatasetInput(data, [InputTag("ignored", "yes")])])
        s.show(name, s.client.get_run(run).inputs)
    for text in ["dataset.name = 'iris'", "dataset.context = 'second'", "dataset.digest LIKE 'd%'"]:
        found = s.client.search_runs([experiment], text, order_by=["attributes.run_name"])
        s.show(text, [run.info.run_name for run in found])
