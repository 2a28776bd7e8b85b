"""Reads what a program logged with MLflow's Python client and prints it as JSON: read_back.py URL RUN_ID MODEL_ID."""

import json
import sys

import mlflow
import numpy as np
from mlflow.artifacts import download_artifacts, load_dict, load_image, load_text

url, run_id, model_id = sys.argv[1:]
mlflow.set_tracking_uri(url)
run = mlflow.get_run(run_id)


def load(path):
    return f"runs:/{run_id}/{path}"


def flat(path):
    with open(path) as file:
        return file.read()


images = [entry.path for entry in mlflow.MlflowClient().list_artifacts(run_id, "images")]
model = mlflow.models.Model.load(f"models:/{model_id}")
info = mlflow.models.get_model_info(f"models:/{model_id}")
folder = download_artifacts(artifact_uri=f"models:/{model_id}")
found = {
    "table": json.loads(mlflow.load_table("t/x.json", run_ids=[run_id]).to_json(orient="split", index=False)),
    "json": load_dict(load("d.json")),
    "text": load_text(load("x.txt")),
    "yaml": __import__("yaml").safe_load(load_text(load("d.yaml"))),
    "image": np.asarray(load_image(load("i.png"))).tolist(),
    "modes": {channels: load_image(load(f"i{channels}.png")).mode for channels in (1, 2, 3, 4)},
    "series": sorted((load_image(load(path)).size, "compressed" in path) for path in images),
    "tags": {key: value for key, value in run.data.tags.items() if key.startswith("mlflow.logged")},
    "outputs": [[output.model_id, output.step] for output in run.outputs.model_outputs],
    "model": {
        "uri": info.model_uri,
        "run": info.run_id,
        "flavors": sorted(info.flavors),
        "loader": info.flavors["python_function"]["loader_module"],
        "inputs": model.signature.inputs.to_dict(),
        "outputs": model.signature.outputs.to_dict(),
        "example": {name: value.tolist() for name, value in model.load_input_example(folder).items()},
        "serving": json.loads(model.get_serving_input(folder)),
        "metadata": info.metadata,
        "requirements": flat(mlflow.pyfunc.get_model_dependencies(f"models:/{model_id}")).split(),
        "environment": mlflow.utils.environment._PythonEnv.from_yaml(f"{folder}/python_env.yaml").python,
        "type": info.logged_model.model_type if hasattr(info, "logged_model") else None,
    },
}
try:
    import onnx  # noqa: F401
    import onnxruntime  # noqa: F401

    example = {"x": np.array([[1, 2]], dtype=np.float32), "y": np.array([[3, 4]], dtype=np.float32)}
    predicted = mlflow.pyfunc.load_model(f"models:/{model_id}").predict(example)
    found["predicted"] = {name: value.tolist() for name, value in predicted.items()}
except ImportError:
    # Both are large; whoever has them sees the model predict.
    found["predicted"] = None
print("FOUND " + json.dumps(found))
