"""Runs command lines of `mlflow run` in one process and prints what became of each, as JSON."""

import json
import os
import sys

from click.testing import CliRunner
from mlflow import MlflowClient
from mlflow.cli import cli


def outcome(case):
    os.chdir(case["folder"])
    os.environ["CASE_OUT"] = case["out"]
    result = CliRunner().invoke(cli, ["run", *case["args"], "--experiment-name", case["name"]])
    client = MlflowClient()
    experiment = client.get_experiment_by_name(case["name"])
    runs = [] if experiment is None else client.search_runs([experiment.experiment_id])
    return {
        "exit": result.exit_code,
        "output": result.output[-2000:] + repr(result.exception),
        "runs": [
            {"status": run.info.status, "params": run.data.params, "tags": run.data.tags} for run in runs
        ],
    }


print("RESULTS " + json.dumps([outcome(case) for case in json.load(sys.stdin)]))
