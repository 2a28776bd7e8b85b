"""Prints the contents of the artifacts of the runs of experiment `iris`, sorted, by path: artifacts.py <server>."""

import json
import os
import sys
import tempfile

import mlflow
from mlflow.tracking import MlflowClient


def main(uri):
    mlflow.set_tracking_uri(uri)
    client = MlflowClient(uri)
    experiment = client.get_experiment_by_name("iris")
    found = {}
    for run in client.search_runs([experiment.experiment_id]):
        for path in files(client, run.info.run_id, None):
            with tempfile.TemporaryDirectory() as folder:
                local = client.download_artifacts(run.info.run_id, path, folder)
                with open(local, encoding="utf8") as file:
                    found.setdefault(path, []).append(file.read())
    print(json.dumps({path: sorted(texts) for path, texts in found.items()}))


def files(client, run_id, folder):
    for info in client.list_artifacts(run_id, folder):
        if info.is_dir:
            yield from files(client, run_id, info.path)
        else:
            yield info.path


if __name__ == "__main__":
    os.environ["TQDM_DISABLE"] = "1"
    main(*sys.argv[1:])
