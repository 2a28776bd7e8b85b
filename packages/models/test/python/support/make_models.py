"""Saves the models of the tests in the folder of the first argument."""

import os
import sys
import time

import mlflow
import numpy
import pandas
from mlflow.models import ModelSignature, infer_signature
from mlflow.types import ColSpec, Schema
from sklearn import datasets, linear_model, svm
from sklearn.base import BaseEstimator


class Echo(BaseEstimator):
    """Predicts what it sees of each row."""

    def fit(self, rows, labels=None):
        return self

    def predict(self, rows):
        if isinstance(rows, numpy.ndarray):
            return numpy.array([f"{rows.dtype} {row.tolist()!r}" for row in rows])
        if len(rows) and "refuse" in [str(value) for value in rows.iloc[:, -1]]:
            raise ValueError("A row is refused.")
        form = f"{rows.columns.dtype} {type(rows.index).__name__} {rows.to_numpy().flags.f_contiguous}"
        cells = zip(*[rows[name].tolist() for name in rows.columns])
        return numpy.array([f"{form} {list(rows.dtypes)} {list(rows.columns)} {list(row)!r}" for row in cells])


class Obeying(mlflow.pyfunc.PythonModel):
    """Does what the first row says."""

    def load_context(self, context):
        self.kept = []

    def predict(self, context, model_input, params=None):
        order, value = model_input["do"][0], model_input["value"][0]
        if order == "raise":
            raise ValueError(value)
        if order == "print":
            print(value, flush=True)
            sys.stderr.write("to stderr\n")
        if order == "sleep":
            time.sleep(float(value))
        if order == "exit":
            os._exit(int(value))
        if order == "exit once" and not os.path.exists(value):
            open(value, "w").close()
            os._exit(7)
        if order == "leave":
            sys.exit(3)
        if order in ("keep", "devour"):
            self.kept.append(numpy.ones(int(value) // 8))
            time.sleep(0.5)
        return [os.getpid()] if order == "pid" else [value]


class Broken(mlflow.pyfunc.PythonModel):
    """Can't be loaded."""

    def load_context(self, context):
        raise RuntimeError("the weights are missing")

    def predict(self, context, model_input, params=None):
        return []


root = sys.argv[1]
iris, species = datasets.load_iris(return_X_y=True, as_frame=True)


def save_sklearn(name, model, rows, signature, **more):
    mlflow.sklearn.save_model(
        model,
        os.path.join(root, name),
        signature=signature,
        serialization_format="cloudpickle",
        pip_requirements=["scikit-learn"],
        **more,
    )


def save_pyfunc(name, model):
    mlflow.pyfunc.save_model(os.path.join(root, name), python_model=model, pip_requirements=["mlflow"])


def columns_of(*kinds):
    return ModelSignature(inputs=Schema([ColSpec(kind, f"{kind} {place}") for place, kind in enumerate(kinds)]))


svc = svm.SVC().fit(iris, species)
save_sklearn("svc", svc, iris, infer_signature(iris, svc.predict(iris)), input_example=iris[:5])
line = linear_model.LinearRegression().fit(iris, species)
save_sklearn("no-example", line, iris, infer_signature(iris, line.predict(iris)))
ALL = ("double", "float", "long", "integer", "boolean", "string")
save_sklearn("mixed", Echo(), iris, columns_of(*ALL))
for kind in ALL:
    save_sklearn(kind, Echo(), iris, columns_of(kind, kind))
array = iris.to_numpy()
save_sklearn("tensor", Echo(), array, infer_signature(array))
save_sklearn("tensor32", Echo(), array, infer_signature(array.astype(numpy.float32)))
save_pyfunc("obeying", Obeying())
save_pyfunc("broken", Broken())
