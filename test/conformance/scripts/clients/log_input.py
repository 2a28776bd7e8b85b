"""Logs data sets as inputs of a run."""

import mlflow
import numpy
import pandas


def script(s):
    mlflow.set_experiment("script-log-input")
    frame = pandas.DataFrame({"x": [1, 2, 3], "y": ["a", "b", "c"]})
    train = mlflow.data.from_pandas(frame, source="train.csv", name="letters", targets="y")
    test = mlflow.data.from_numpy(numpy.arange(12).reshape(4, 3), source="test.npy", name="numbers")
    with mlflow.start_run(run_name="r") as run:
        mlflow.log_input(train, context="training", tags={"kind": "small"})
        mlflow.log_input(test, context="eval")
        mlflow.log_input(train, context="other")
    inputs = mlflow.get_run(run.info.run_id).inputs.dataset_inputs
    s.show("inputs", sorted((plain_input(one) for one in inputs), key=lambda one: one["name"]))
    for text in ["dataset.name = 'letters'", "dataset.context = 'eval'", "dataset.name = 'none'"]:
        found = mlflow.search_runs(filter_string=text, output_format="list")
        s.show(text, [one.info.run_name for one in found])


def plain_input(one):
    data = one.dataset
    tags = {tag.key: tag.value for tag in one.tags}
    return {
        "name": data.name,
        "digest": data.digest,
        "source_type": data.source_type,
        "source": data.source,
        "schema": data.schema,
        "profile": data.profile,
        "tags": tags,
    }
