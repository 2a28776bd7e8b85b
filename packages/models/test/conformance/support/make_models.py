"""Saves the models of the suite, and the bodies that are no text, in the folder of the first argument."""

import datetime
import decimal
import os
import sys
from typing import Any

import lightgbm
import mlflow
import numpy
import onnx
import pandas
import pydantic
import statsmodels.formula.api as formulas
import xgboost
from mlflow.exceptions import MlflowException
from mlflow.models import ModelSignature, infer_signature
from mlflow.types import ColSpec, DataType, ParamSchema, ParamSpec, Schema
from mlflow.types.llm import ChatChoice, ChatCompletionResponse, ChatMessage
from mlflow.types.schema import AnyType, Array, Map, Object, Property
from onnx import TensorProto, helper
from skl2onnx import to_onnx
from sklearn import datasets, linear_model, svm
from sklearn.base import BaseEstimator

IRIS = ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"]


def describe(value):
    """What a model is given, in texts that tell types apart."""
    if isinstance(value, pandas.DataFrame):
        cells = [[repr(cell) for cell in value[name].tolist()] for name in value.columns if value.columns.is_unique]
        return {"columns": repr(list(value.columns)), "types": repr(list(value.dtypes)), "cells": cells}
    if isinstance(value, numpy.ndarray):
        return {"type": str(value.dtype), "shape": repr(value.shape), "cells": repr(value.tolist())}
    if isinstance(value, dict):
        return {str(key): describe(part) for key, part in value.items()}
    return f"{type(value).__name__} {value!r}"


class RowMirror(BaseEstimator):
    """Predicts what it sees of each row."""

    def predict(self, rows):
        if isinstance(rows, numpy.ndarray):
            return numpy.array([f"{rows.dtype} {row.tolist()!r}" for row in rows])
        cells = zip(*[rows[name].tolist() for name in rows.columns])
        return numpy.array([f"{list(rows.dtypes)} {list(rows.columns)} {list(row)!r}" for row in cells])


class Mirror(mlflow.pyfunc.PythonModel):
    """Predicts what it is given."""

    def predict(self, context, model_input, params=None):
        return {"input": describe(model_input), "params": describe(params)}


class Answers(mlflow.pyfunc.PythonModel):
    """Gives what its first row asks for, in every type that a model may give."""

    def predict(self, context, model_input, params=None):
        what = model_input["what"].iloc[0]
        frame = pandas.DataFrame({"a": [1, 2], "b": ["x", None], "c": [0.5, float("nan")]})
        day = pandas.Timestamp("2026-11-24T12:30:00.123456")
        if what == "error":
            raise ValueError("the weights are tired")
        if what.isupper():
            raise MlflowException(f"It ended with {what}.", error_code=getattr(mlflow.protos.databricks_pb2, what))
        answers = {
            "integers": numpy.arange(3),
            "float32": numpy.array([0.1, 1e10, -0.0], dtype=numpy.float32),
            "not finite": numpy.array([float("nan"), float("inf"), float("-inf")]),
            "matrix": numpy.eye(2),
            "no rows": numpy.empty((0, 2)),
            "scalar array": numpy.array(5),
            "objects": numpy.array([1, "x", None, 2.5], dtype=object),
            "booleans": numpy.array([True, False]),
            "texts": numpy.array(["a", "é\U0001f600"]),
            "bytes array": numpy.array([b"ab", b"c"]),
            "days": numpy.array(["2026-11-24", "NaT"], dtype="datetime64[D]"),
            "complex": numpy.array([1 + 2j]),
            "frame": frame,
            "indexed frame": frame.set_index("a"),
            "number columns": pandas.DataFrame([[1, 2]]),
            "twin columns": pandas.DataFrame([[1, 2]], columns=["a", "a"]),
            "empty frame": pandas.DataFrame(),
            "day frame": pandas.DataFrame({"day": [day], "span": [pandas.Timedelta(hours=1)]}),
            "category": pandas.DataFrame({"kind": pandas.Categorical(["x", "y"])}),
            "nested columns": pandas.DataFrame([[1, 2]], columns=pandas.MultiIndex.from_tuples([("a", "b"), ("a", "c")])),
            "series": frame["c"],
            "named series": pandas.Series([1, 2], index=["x", "y"]),
            "list": [1, "x", None, 0.1, {"a": [True]}],
            "tuple": (1, (2, 3)),
            "dict": {"a": numpy.float32(0.1), "b": numpy.arange(2), "c": frame["a"].tolist()},
            "number keys": {1: "a", None: "b", True: "c"},
            "text": 'a "quoted" é \U0001f600\n',
            "number": 3,
            "numpy number": numpy.int64(3),
            "none": None,
            "large": 2**70,
            "bytes": b"\x00\xff",
            "day": day,
            "date": datetime.date(2026, 11, 24),
            "time": datetime.datetime(2026, 11, 24, 1, 2, 3),
            "decimal": decimal.Decimal("1.10"),
            "set": {1},
            "object": object(),
            "surrogate": "\ud800",
            "small": [5e-324, 1e-7, 1e16, 1e22, 123456789012345680.0, 0.1 + 0.2],
        }
        return answers[what]


class Parrot(mlflow.pyfunc.ChatModel):
    """Repeats the last message."""

    def predict(self, context, messages, params):
        said = f"{messages[-1].content} {params.temperature} {params.max_tokens} {params.custom_inputs}"
        choice = ChatChoice(index=0, message=ChatMessage(role="assistant", content=said))
        return ChatCompletionResponse(choices=[choice], id="parrot-1", model="parrot", created=1700000000)


class Ticket(pydantic.BaseModel):
    """A row of the model with type hints."""

    id: int
    text: str = "none"
    labels: list[str] | None = None


class Tickets(mlflow.pyfunc.PythonModel):
    """Takes what its type hint says."""

    def predict(self, model_input: list[Ticket], params: dict[str, Any] | None = None) -> list[str]:
        return [f"{ticket!r} {params!r}" for ticket in model_input]


root = sys.argv[1]
iris, species = datasets.load_iris(return_X_y=True, as_frame=True)
array = iris.to_numpy()


def place(name):
    return os.path.join(root, name)


def save_sklearn(name, model, signature, **more):
    mlflow.sklearn.save_model(
        model,
        place(name),
        signature=signature,
        serialization_format="cloudpickle",
        pip_requirements=["scikit-learn"],
        **more,
    )


def save_pyfunc(name, model, signature=None, **more):
    mlflow.pyfunc.save_model(
        place(name), python_model=model, signature=signature, pip_requirements=["mlflow"], **more
    )


def columns(*specs):
    return ModelSignature(inputs=Schema(list(specs)))


def save_tables():
    classifier = svm.SVC().fit(iris, species)
    save_sklearn("sklearn-frame", classifier, infer_signature(iris, classifier.predict(iris)), input_example=iris[:5])
    save_sklearn("sklearn-none", svm.SVC().fit(array, species), None)
    on_array = linear_model.LogisticRegression(max_iter=1000).fit(array, species)
    save_sklearn("sklearn-array", on_array, infer_signature(array, on_array.predict(array)), input_example=array[:5])
    kinds = ("double", "float", "long", "integer", "boolean", "string")
    save_sklearn("sklearn-types", RowMirror(), columns(*[ColSpec(kind, kind) for kind in kinds]))
    optional = columns(
        ColSpec("double", "size"),
        ColSpec("long", "count", required=False),
        ColSpec("string", "name", required=False),
        ColSpec("boolean", "is new", required=False),
    )
    save_sklearn("sklearn-optional", RowMirror(), optional)
    boosted = xgboost.XGBClassifier(n_estimators=5, random_state=1).fit(iris, species)
    mlflow.xgboost.save_model(
        boosted,
        place("xgboost"),
        signature=infer_signature(iris, boosted.predict(iris)),
        input_example=iris[:5],
        pip_requirements=["xgboost-cpu"],
    )
    training = lightgbm.Dataset(array, species)
    booster = lightgbm.train({"objective": "regression", "verbose": -1, "num_threads": 1, "seed": 1}, training, 5)
    mlflow.lightgbm.save_model(
        booster,
        place("lightgbm"),
        signature=infer_signature(iris, booster.predict(array)),
        input_example=iris[:5],
        pip_requirements=["lightgbm"],
    )
    plants = iris.rename(columns={"sepal length (cm)": "length", "sepal width (cm)": "width"})[["length", "width"]]
    line = formulas.ols("kind ~ length + width", plants.assign(kind=species)).fit()
    mlflow.statsmodels.save_model(
        line,
        place("statsmodels"),
        signature=infer_signature(plants, line.predict(plants)),
        input_example=plants[:5],
        pip_requirements=["statsmodels"],
    )


def save_onnx():
    classifier = svm.SVC().fit(array.astype(numpy.float32), species)
    converted = to_onnx(classifier, array[:1].astype(numpy.float32), target_opset=17)
    labels = classifier.predict(array)
    mlflow.onnx.save_model(
        converted,
        place("onnx-tensor"),
        signature=infer_signature(array.astype(numpy.float32), labels),
        pip_requirements=["onnxruntime"],
    )
    mlflow.onnx.save_model(
        converted, place("onnx-frame"), signature=infer_signature(iris, labels), pip_requirements=["onnxruntime"]
    )
    kinds = {"size": TensorProto.DOUBLE, "count": TensorProto.INT64, "name": TensorProto.STRING}
    inputs = [helper.make_tensor_value_info(name, kind, [None, 1]) for name, kind in kinds.items()]
    outputs = [helper.make_tensor_value_info(f"same {name}", kind, [None, 1]) for name, kind in kinds.items()]
    nodes = [helper.make_node("Identity", [name], [f"same {name}"]) for name in kinds]
    graph = helper.make_graph(nodes, "columns", inputs, outputs)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    specs = (ColSpec("double", "size"), ColSpec("long", "count"), ColSpec("string", "name"))
    mlflow.onnx.save_model(
        model, place("onnx-columns"), signature=columns(*specs), pip_requirements=["onnxruntime"]
    )


def save_pyfuncs():
    params = ParamSchema(
        [
            ParamSpec("temperature", DataType.double, 0.5),
            ParamSpec("ratio", DataType.float, 0.25),
            ParamSpec("count", DataType.long, 3),
            ParamSpec("small", DataType.integer, 4),
            ParamSpec("name", DataType.string, "none"),
            ParamSpec("loud", DataType.boolean, False),
            ParamSpec("since", DataType.datetime, numpy.datetime64("2026-01-02T03:04:05")),
            ParamSpec("stops", DataType.string, ["a", "b"], shape=(-1,)),
            ParamSpec("weights", DataType.double, [0.5], shape=(-1,)),
        ]
    )
    text = Schema([ColSpec("string", "text")])
    save_pyfunc("params", Mirror(), ModelSignature(inputs=text, params=params))
    save_pyfunc("moments", Mirror(), columns(ColSpec("datetime", "at"), ColSpec("binary", "data")))
    ticket = Object([Property("id", DataType.long), Property("note", DataType.string, required=False)])
    nested = columns(
        ColSpec(Array(DataType.double), "vector"),
        ColSpec(ticket, "ticket"),
        ColSpec(Map(DataType.long), "counts", required=False),
        ColSpec(AnyType(), "more", required=False),
        ColSpec(Array(Array(DataType.string)), "words", required=False),
    )
    save_pyfunc("nested", Mirror(), nested)
    save_pyfunc("unnamed", Mirror(), columns(ColSpec("double"), ColSpec("long"), ColSpec("string")))
    tensors = infer_signature({"image": numpy.zeros((2, 2, 2), numpy.float32), "mask": numpy.array([[1], [2]])})
    save_pyfunc("tensors", Mirror(), tensors)
    save_pyfunc("plain", Mirror())
    save_pyfunc("answers", Answers(), columns(ColSpec("string", "what")))
    save_pyfunc("chat", Parrot())
    save_pyfunc("hints", Tickets())


def write_bodies():
    iris[:3].to_parquet(place("iris.parquet"))
    iris[:3][IRIS[::-1]].assign(more=1).to_parquet(place("more.parquet"))
    iris[:3][IRIS[:2]].to_parquet(place("less.parquet"))
    iris[:3].astype(str).to_parquet(place("texts.parquet"))
    iris[:0].to_parquet(place("none.parquet"))


save_tables()
save_onnx()
save_pyfuncs()
write_bodies()
