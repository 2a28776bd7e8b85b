"""Saves a model with params in the folder of the first argument."""

import sys

import mlflow
from mlflow.models import ModelSignature
from mlflow.types import ColSpec, DataType, ParamSchema, ParamSpec, Schema


class Repeat(mlflow.pyfunc.PythonModel):
    """Repeats each text."""

    def predict(self, context, model_input, params=None):
        texts = model_input["text"].tolist()
        if "error" in texts:
            raise ValueError("That is no text.")
        return [text * params["count"] for text in texts]


signature = ModelSignature(
    inputs=Schema([ColSpec("string", "text")]), params=ParamSchema([ParamSpec("count", DataType.long, 2)])
)
mlflow.pyfunc.save_model(sys.argv[1], python_model=Repeat(), signature=signature, pip_requirements=["mlflow"])
