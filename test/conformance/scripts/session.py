"""What a client script gets: a client, an experiment of its own, and ways to tell what came out."""

import math
from collections.abc import Sequence
from datetime import datetime
from enum import Enum

import numpy
import pandas
from mlflow import MlflowClient
from mlflow.entities import Run
from mlflow.entities._mlflow_object import _MlflowObject
from mlflow.exceptions import MlflowException
from mlflow.store.entities import PagedList


class Session:
    """Collects what a script shows, as plain JSON values."""

    def __init__(self, name):
        self.name = name
        self.client = MlflowClient()
        self.lines = []

    def experiment(self, suffix=""):
        """Makes an experiment named after the script and gives its id."""
        return self.client.create_experiment(f"script-{self.name}{suffix}")

    def show(self, label, value):
        self.lines.append({"label": label, "value": plain(value)})

    def attempt(self, label, action, *args, **kwargs):
        """Shows what a call returns, or the error that it raises."""
        try:
            value = action(*args, **kwargs)
        except MlflowException as error:
            value = {"raised": type(error).__name__, "error_code": error.error_code}
        except Exception as error:
            value = {"raised": type(error).__name__}
        self.show(label, value)


def plain(value):
    """A JSON value that says the same as an entity, a frame or a number of numpy."""
    if isinstance(value, Run):
        parts = {"info": value.info, "data": value.data, "inputs": value.inputs, "outputs": value.outputs}
        return {name: plain(part) for name, part in parts.items()}
    if isinstance(value, PagedList):
        return {"items": [plain(item) for item in value], "more": bool(value.token)}
    if isinstance(value, _MlflowObject):
        return {name: plain(part) for name, part in value}
    if isinstance(value, pandas.DataFrame):
        return [{str(name): plain(cell) for name, cell in row.items()} for row in value.to_dict("records")]
    if isinstance(value, dict):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, Sequence | set) and not isinstance(value, str | bytes):
        return [plain(item) for item in value]
    return plain_scalar(value)


def plain_scalar(value):
    if value is pandas.NaT:
        return None
    if isinstance(value, datetime):
        return round(value.timestamp() * 1000)
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, numpy.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, str | int | float | bool | None) else repr(type(value))
