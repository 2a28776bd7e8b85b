"""Saves a support vector machine for the iris data with MLflow, as scikit-learn's and as ONNX: `log_iris.py FOLDER`."""

import json
import sys
from pathlib import Path

import mlflow.onnx
import mlflow.sklearn
import numpy
from mlflow.models import infer_signature
from skl2onnx import to_onnx
from skl2onnx.helpers.onnx_helper import select_model_inputs_outputs
from sklearn.datasets import load_iris
from sklearn.svm import SVC

folder = Path(sys.argv[1])
rows, kinds = load_iris(return_X_y=True, as_frame=True)
model = SVC().fit(rows, kinds)
predictions = model.predict(rows)
more = {"signature": infer_signature(rows, predictions), "input_example": rows.head(3)}
mlflow.sklearn.save_model(model, folder / "sklearn", **more)
# Without the names of the columns, which the runtime would warn of.
unnamed = SVC().fit(rows.to_numpy(), kinds)
converted = to_onnx(unnamed, rows.to_numpy(numpy.float32)[:1], options={"zipmap": False})
# The kind alone, which is all that scikit-learn's model predicts.
mlflow.onnx.save_model(select_model_inputs_outputs(converted, outputs=["label"]), folder / "onnx", **more)
iris = {"columns": list(rows.columns), "rows": rows.values.tolist(), "predictions": predictions.tolist()}
(folder / "iris.json").write_text(json.dumps(iris))
