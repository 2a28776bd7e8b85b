"""Logs inputs and outputs through the client."""

from mlflow.entities import Dataset, DatasetInput, InputTag, LoggedModelInput, LoggedModelOutput

MODEL = "m-" + "1" * 32


def script(s):
    experiment = s.experiment()
    run = s.client.create_run(experiment, run_name="r", start_time=5).info.run_id
    data = Dataset("iris", "d1", "local", "iris.csv", schema="{}", profile="{}")
    s.client.log_inputs(run, [DatasetInput(data, [InputTag("mlflow.data.context", "train")])])
    s.client.log_inputs(run, models=[LoggedModelInput(MODEL)])
    s.client.log_outputs(run, [LoggedModelOutput(MODEL, 3)])
    s.show("run", s.client.get_run(run))
    s.show("found", s.client.search_runs([experiment])[0].inputs)
    s.attempt("long name", s.client.log_inputs, run, [DatasetInput(Dataset("n" * 501, "d", "local", "s"), [])])
    s.attempt("long digest", s.client.log_inputs, run, [DatasetInput(Dataset("n", "d" * 37, "local", "s"), [])])
    s.attempt("same output", s.client.log_outputs, run, [LoggedModelOutput(MODEL, 4)])
    s.attempt("unknown run", s.client.log_inputs, "0" * 32, [DatasetInput(data, [])])
    s.attempt("unknown run's output", s.client.log_outputs, "0" * 32, [LoggedModelOutput(MODEL, 4)])
