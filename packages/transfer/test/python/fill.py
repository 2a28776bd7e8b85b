"""Fills an MLflow tracking and registry store through the official client: fill.py <tracking uri> <kind> <artifact folder>.

The kind is `sql` or `folder`; a folder store lacks what its server never had (traces in tables, webhooks).
Everything that moving in has to keep is here at least once.
"""

import os
import sys
import time

import mlflow
from mlflow.entities import (
    Dataset,
    DatasetInput,
    InputTag,
    LoggedModelInput,
    LoggedModelOutput,
    LoggedModelParameter,
    Metric,
    Param,
    RunTag,
)
from mlflow.tracking import MlflowClient

START = 1_767_603_600_000
DIGESTS = {}


def main(uri, kind, folder):
    mlflow.set_tracking_uri(uri)
    client = MlflowClient(uri)
    iris = client.create_experiment("iris", tags={"team": "botany", "note": "line one\nline two"})
    digits = client.create_experiment("Ziffern – 数字", artifact_location=os.path.join(folder, "digits"))
    empty = client.create_experiment("empty")
    abandoned = client.create_experiment("abandoned", tags={"why": "no time"})
    default_run(client)
    runs = sweep(client, iris)
    long_series(client, digits)
    odd_values(client, digits, kind)
    odd_texts(client, digits)
    deleted_runs(client, digits)
    gone = client.create_run(abandoned, start_time=START).info.run_id
    client.log_metric(gone, "loss", 1.5, timestamp=START, step=1)
    client.delete_experiment(abandoned)
    models = logged_models(client, iris, runs)
    registry(client, runs, models)
    prompts(client)
    if kind == "sql":
        left_out(client, empty)


def default_run(client):
    run = client.create_run("0", run_name="in the default experiment", start_time=START)
    client.log_param(run.info.run_id, "p", "1")
    client.set_experiment_tag("0", "owner", "ada")


def sweep(client, experiment):
    parent = client.create_run(experiment, run_name="sweep", start_time=START).info.run_id
    runs = []
    for index, c in enumerate([0.1, 0.5, 1.0, 5.0]):
        at = START + index * 60_000
        tags = {"mlflow.parentRunId": parent, "mlflow.user": "grace", "mlflow.source.type": "LOCAL"}
        run = client.create_run(experiment, run_name=f"svm C={c}", start_time=at, tags=tags).info.run_id
        client.log_batch(
            run,
            metrics=[Metric("accuracy", 0.9 + index / 100, at, 0), Metric("loss", 1 / (index + 1), at, 0)],
            params=[Param("C", str(c)), Param("kernel", "rbf" if index % 2 else "linear")],
            tags=[RunTag("stage", "train")],
        )
        context = "training" if index < 2 else "eval"
        datasets = [dataset_input("iris", "abc123", context)]
        if index == 3:
            datasets.append(dataset_input("wine", "def456", "training"))
        client.log_inputs(run, datasets=datasets)
        path = os.path.join(os.path.dirname(__file__), "artifact.txt")
        client.log_artifact(run, path, "notes/deep")
        client.log_text(run, f"C is {c}\n", "summary.txt")
        client.set_terminated(run, "FINISHED", end_time=at + 30_000)
        runs.append(run)
    client.set_terminated(parent, "KILLED", end_time=START + 600_000)
    return runs


def dataset_input(name, digest, context):
    dataset = Dataset(name, digest, "local", '{"uri": "%s.csv"}' % name, schema='{"x": 1}', profile='{"rows": 150}')
    if name == "wine":
        dataset = Dataset(name, digest, "code", "{}")
    return DatasetInput(dataset, [InputTag("mlflow.data.context", context), InputTag("größe", "klein")])


def long_series(client, experiment):
    run = client.create_run(experiment, run_name="long", start_time=START).info.run_id
    for first in range(0, 11_000, 1000):
        metrics = [Metric("loss", 1 / (step + 1), START + step * 7, step) for step in range(first, first + 1000)]
        client.log_batch(run, metrics=metrics)
    for first in range(0, 5_000, 1000):
        # Every step is logged twice, and in falling order.
        metrics = [Metric("zig", step % 13 - 6.5, START + step, -(step // 2)) for step in range(first, first + 1000)]
        client.log_batch(run, metrics=metrics)
    client.set_terminated(run, "FINISHED", end_time=START + 99_000)


def odd_values(client, experiment, kind):
    run = client.create_run(experiment, run_name="diverged", start_time=START).info.run_id
    values = [1.0, float("nan"), float("inf"), float("-inf"), -0.0, 5e-324, 1e308, 0.1 + 0.2, -123456789.125]
    client.log_batch(run, metrics=[Metric("loss", v, START + i, i) for i, v in enumerate(values)])
    for value in [0.5, 2.0, 2.0, -1.0]:
        client.log_metric(run, "same step", value, timestamp=START, step=3)
    for value in [float("nan"), -1.0]:
        client.log_metric(run, "nan wins", value, timestamp=START, step=0)
    for step in [2**53 + 1, -(2**60), 2**63 - 1, -(2**63), 0]:
        client.log_metric(run, "far steps", 1.0, timestamp=START, step=step)
    client.log_metric(run, "deep/er key", 1.0, timestamp=2**53 + 3, step=1)
    client.log_metric(run, "only nan", float("nan"), timestamp=START, step=0)
    client.set_terminated(run, "FAILED", end_time=START + 5)


def odd_texts(client, experiment):
    run = client.create_run(experiment, run_name="花の分類 🌸", start_time=START).info.run_id
    client.set_tag(run, "größe", "naïve – ∞")
    client.set_tag(run, "empty", "")
    client.set_tag(run, "mlflow.note.content", "# Title\n\n- a\n- b\n")
    client.log_param(run, "アルファ", "日本語\nsecond line")
    client.log_param(run, "number-like", "1e3")
    client.log_param(run, "long", "x" * 6000)
    client.log_param(run, "spaces", "  both sides ")
    # Never finished; its name is what YAML would read as a number or as a truth value.
    client.create_run(experiment, run_name="1e3", start_time=START + 1)
    client.create_run(experiment, run_name="yes", start_time=START + 2)


def deleted_runs(client, experiment):
    run = client.create_run(experiment, run_name="mistake", start_time=START).info.run_id
    client.log_metric(run, "loss", 9.0, timestamp=START, step=0)
    client.delete_run(run)


def logged_models(client, experiment, runs):
    found = []
    for index, run in enumerate(runs[:3]):
        model = client.create_logged_model(
            experiment,
            name=f"svm-{index}",
            source_run_id=run,
            tags={"flavour": "sklearn", "größe": "ø"},
            params={"C": str(index), "long": "y" * 400},
            model_type="classifier",
        )
        found.append(model.model_id)
    ready, failed, deleted = found
    client.finalize_logged_model(ready, "READY")
    client.finalize_logged_model(failed, "FAILED")
    for step, value in enumerate([0.5, 0.25, float("inf")]):
        client.log_metric(
            runs[0], "val", value, timestamp=START + step, step=step, model_id=ready,
            dataset_name="iris", dataset_digest="abc123",
        )
    client.log_metric(runs[1], "val", 0.75, timestamp=START, step=7, model_id=ready)
    client.log_outputs(runs[0], [LoggedModelOutput(ready, step=5), LoggedModelOutput(failed, step=0)])
    client.log_inputs(runs[1], models=[LoggedModelInput(ready)])
    client.delete_logged_model(deleted)
    return found


def registry(client, runs, models):
    client.create_registered_model("iris-classifier", tags={"task": "classify"}, description="Irises.\nAll of them.")
    for index, run in enumerate(runs):
        client.create_model_version(
            "iris-classifier",
            source=f"s3://bucket/models/{index}",
            run_id=run,
            tags={"number": str(index), "größe": "ø"},
            description=f"version {index}",
        )
    client.transition_model_version_stage("iris-classifier", "1", "Archived")
    client.transition_model_version_stage("iris-classifier", "2", "Production")
    client.transition_model_version_stage("iris-classifier", "3", "Staging")
    client.set_registered_model_alias("iris-classifier", "champion", "2")
    client.set_registered_model_alias("iris-classifier", "challenger", "3")
    # The highest number is never given again.
    client.delete_model_version("iris-classifier", "4")
    client.create_registered_model("from a logged model")
    client.create_model_version("from a logged model", source=f"models:/{models[0]}", model_id=models[0])
    client.create_registered_model("copied")
    client.create_model_version("copied", source="models:/iris-classifier/2")
    client.create_registered_model("no versions 花", description="")


def prompts(client):
    client.register_prompt("greeting", "Hello {{name}}!", commit_message="first", tags={"tone": "kind"})
    client.register_prompt("greeting", "Dear {{name}},\n\nhello.", commit_message="second")
    client.set_prompt_alias("greeting", "live", 1)


def left_out(client, experiment):
    mlflow.set_experiment(experiment_id=experiment)

    @mlflow.trace
    def answer(question):
        return question * 2

    for _ in range(3):
        answer("x")
    mlflow.flush_trace_async_logging()


if __name__ == "__main__":
    main(*sys.argv[1:])
    time.sleep(0.05)
