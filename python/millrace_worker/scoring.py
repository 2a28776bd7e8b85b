"""Requests answered by MLflow's own scoring code, and the simplest of them on a shorter way to the same answer."""

import json
import os
import sys
import traceback
from io import StringIO
from typing import NamedTuple, Optional

import numpy
from mlflow import environment_variables, pyfunc
from mlflow.exceptions import MlflowException
from mlflow.pyfunc import scoring_server
from mlflow.utils.proto_json_utils import NumpyEncoder
from mlflow.version import VERSION

from .rows import Rows

JSON = "application/json"
_PLAIN_TEXT = "text/plain; charset=utf-8"
_JSON_TYPES = frozenset((JSON, "application/json; charset=utf-8", "application/json;charset=utf-8"))
_NO_CONTENT_TYPE = b"The request has no Content-Type header: name the type of its body, such as application/json."


class Answer(NamedTuple):
    """What goes back to the client."""

    status: int
    content_type: str
    body: bytes


class Scorer:
    """A loaded model with the two ways to ask it."""

    def __init__(self, folder: str, model):
        self.folder = folder
        self._model = model
        self._schema = model.metadata.get_input_schema()
        self.direct = _open_direct(model, self._schema)

    @property
    def facts(self) -> dict:
        """What the server is told of the model."""
        joins = self.direct is not None and self.direct.joins
        return {"mlflow": VERSION, "loader": self._model.loader_module, "joins": joins}

    def read(self, content_type: Optional[str], body: bytes) -> Optional[Rows]:
        """The rows of a request that the direct way understands; None for any other."""
        if self.direct is None or content_type not in _JSON_TYPES:
            return None
        try:
            return self.direct.read(json.loads(body))
        except Exception:
            return None

    def answer(self, content_type: Optional[str], body: bytes) -> Answer:
        """Answers any request."""
        rows = self.read(content_type, body)
        return self.answer_plain(content_type, body) if rows is None else self.answer_rows(rows, content_type, body)

    def answer_rows(self, rows: Rows, content_type: Optional[str], body: bytes) -> Answer:
        """Answers a request of which the rows are known. MLflow's code words what fails."""
        try:
            return Answer(200, JSON, predictions_body(self.direct.predict(rows)))
        except Exception:
            # Not from here: what MLflow then says of an error would tell of this one too.
            pass
        return self.answer_plain(content_type, body)

    def answer_plain(self, content_type: Optional[str], body: bytes) -> Answer:
        """Answers a request with MLflow's code alone."""
        if content_type is None:
            return Answer(415, _PLAIN_TEXT, _NO_CONTENT_TYPE)
        try:
            try:
                result = scoring_server.invocations(body, content_type, self._model, self._schema)
                return Answer(result.status, _labelled(result.mimetype), result.response.encode("utf-8"))
            except MlflowException as error:
                return Answer(error.get_http_status_code(), JSON, error.serialize_as_json().encode("utf-8"))
        # A model that means to end the process ends its request only.
        except BaseException:
            traceback.print_exc(file=sys.stderr)
            return Answer(500, _PLAIN_TEXT, b"Internal Server Error")


def load_scorer(folder: str) -> Scorer:
    """Loads the model of a folder as MLflow's scoring server does."""
    config = os.environ.get(scoring_server.SERVING_MODEL_CONFIG)
    more = {"model_config": json.loads(config)} if config else {}
    # Looking at all installed packages takes a tenth of the time to start: `warn_of_packages` does it afterwards.
    model = pyfunc.load_model(folder, suppress_warnings=True, **more)
    variable = getattr(environment_variables, "_MLFLOW_IS_IN_SERVING_ENVIRONMENT", None)
    if variable is not None:
        os.environ[variable.name] = "true"
    return Scorer(folder, model)


def _open_direct(model, schema):
    try:
        # It uses inner parts of MLflow, which other versions may lack: then there is no short way.
        from .direct import open_direct

        return open_direct(model, schema)
    except Exception as error:
        sys.stderr.write(f"Each request takes MLflow's way: {error!r}\n")
        return None


def warn_of_packages(folder: str) -> None:
    """Logs which installed packages are not those that the model asks for."""
    try:
        pyfunc.warn_dependency_requirement_mismatches(pyfunc._get_pip_requirements_from_model_path(folder))
    except Exception:
        traceback.print_exc(file=sys.stderr)


def predictions_body(predictions) -> bytes:
    """The body of an answer, as MLflow writes it."""
    if type(predictions) is numpy.ndarray and predictions.ndim > 0:
        return values_body(predictions.tolist())
    result = StringIO()
    scoring_server.predictions_to_json(predictions, result)
    return result.getvalue().encode("utf-8")


def values_body(values: list) -> bytes:
    """The body of an answer with an array's values."""
    # The encoder in C writes the same bytes as the one in Python that MLflow uses.
    return json.dumps({"predictions": values}, cls=NumpyEncoder).encode("utf-8")


def _labelled(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
