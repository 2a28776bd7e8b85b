"""Reads with MLflow's own client what the adapter wrote, and prints it as JSON: read_training.py URI RUN_ID."""

import json
import sys

import mlflow

uri, run_id = sys.argv[1:]
mlflow.set_tracking_uri(uri)
client = mlflow.MlflowClient()
run = client.get_run(run_id)
(output,) = run.outputs.model_outputs
logged = client.get_logged_model(output.model_id)
info = mlflow.models.get_model_info(f"models:/{output.model_id}")
print(
    json.dumps(
        {
            "params": run.data.params,
            "history": {
                key: [[point.step, point.value] for point in client.get_metric_history(run_id, key)]
                for key in run.data.metrics
            },
            "files": sorted(entry.path for entry in client.list_logged_model_artifacts(output.model_id, "javascript")),
            "model": [logged.name, str(logged.status), output.step, logged.source_run_id, logged.params == run.data.params],
            "flavors": list(info.flavors),
            "inputs": info.signature.inputs.to_dict(),
            "outputs": [field["tensor-spec"] for field in info.signature.outputs.to_dict()],
            "summary": mlflow.artifacts.load_text(f"{run.info.artifact_uri}/model_summary.txt"),
        }
    )
)
