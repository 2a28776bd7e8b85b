"""Arrays made straight from a parsed body, for signatures of one unnamed tensor."""

import json

import numpy
from mlflow.models.utils import _enforce_schema
from mlflow.pyfunc.scoring_server import _parse_json_data


class Tensor:
    """A signature of one unnamed tensor of numbers."""

    def __init__(self, dtype, shape):
        self._dtype = dtype
        self._shape = shape
        self.joins = len(shape) > 0 and shape[0] == -1

    def read(self, key, value):
        """The number of rows and the array of a body; None for what may be an error."""
        if key not in ("inputs", "instances") or type(value) is not list or not value or type(value[0]) is dict:
            return None
        try:
            array = numpy.array(value, dtype=self._dtype)
        except Exception:
            return None
        fits = array.ndim == len(self._shape) and all(
            expected in (-1, actual) for expected, actual in zip(self._shape, array.shape)
        )
        return (array.shape[0], array) if fits else None

    def build(self, array):
        """The array itself."""
        return array

    def join(self, parts):
        """The rows of several arrays; fails when they differ beyond their number."""
        return numpy.concatenate(parts)


def open_tensor(metadata, schema):
    """The short way for a signature of a tensor; None when it has names or holds no numbers."""
    if schema.has_input_names() or len(schema.inputs) != 1:
        return None
    spec = schema.inputs[0]
    if spec.type.kind not in "fiub" or not spec.shape:
        return None
    tensor = Tensor(spec.type, tuple(spec.shape))
    return tensor if _agrees(tensor, spec, metadata, schema) else None


def _agrees(tensor: Tensor, spec, metadata, schema) -> bool:
    value = numpy.ones([1 if size == -1 else size for size in spec.shape], dtype=spec.type).tolist()
    try:
        parsed = _parse_json_data(json.dumps({"inputs": value}), metadata, schema)
        expected = _enforce_schema(parsed.data, schema)
        _, array = tensor.read("inputs", value)
        return array.dtype == expected.dtype and numpy.array_equal(array, expected)
    except Exception:
        return False
