"""Reads with MLflow's own client what the SDK wrote, and prints it as JSON: read_back.py URI RUN_ID MODEL."""

import json
import sys

from mlflow import MlflowClient

uri, run_id, model = sys.argv[1:]
client = MlflowClient(tracking_uri=uri, registry_uri=uri)
run = client.get_run(run_id)
parent = client.get_parent_run(run_id)


def artifacts(path=None):
    for entry in client.list_artifacts(run_id, path):
        if entry.is_dir:
            yield from artifacts(entry.path)
        else:
            with open(client.download_artifacts(run_id, entry.path), "rb") as file:
                yield entry.path, file.read().decode("latin-1")


registered = client.get_registered_model(model)
versions = client.search_model_versions(f"name = '{model}'", order_by=["version_number ASC"])
print(
    json.dumps(
        {
            "name": run.info.run_name,
            "status": run.info.status,
            "user": run.info.user_id,
            "experiment": client.get_experiment(run.info.experiment_id).name,
            "parent": parent.info.run_id if parent else None,
            "params": run.data.params,
            "tags": run.data.tags,
            "latest": {key: repr(value) for key, value in run.data.metrics.items()},
            "history": {
                key: [[point.step, repr(point.value), point.timestamp] for point in client.get_metric_history(run_id, key)]
                for key in run.data.metrics
            },
            "datasets": [
                [entry.dataset.name, entry.dataset.digest, json.loads(entry.dataset.source), {tag.key: tag.value for tag in entry.tags}]
                for entry in run.inputs.dataset_inputs
            ],
            "artifacts": dict(artifacts()),
            "model": [registered.description, registered.tags, registered.aliases],
            "versions": [
                [version.version, version.run_id, version.description, version.tags, version.current_stage]
                for version in versions
            ],
        }
    )
)
