"""Rows to compare the answers of two models with."""

from typing import NamedTuple

import numpy
import pandas

_MADE_ROWS = 50


class Sample(NamedTuple):
    """Rows for a model."""

    rows: object
    is_example: bool

    @property
    def floats(self) -> numpy.ndarray:
        """The rows as ONNX gets them."""
        return numpy.asarray(self.rows, dtype=numpy.float32)


def width_of(model) -> int:
    """How many values a row has; 0 when nothing says it, -1 when they are not all numbers."""
    schema = model.metadata.get_input_schema()
    if schema is None:
        return _fitted_width(model)
    if schema.is_tensor_spec():
        shape = schema.inputs[0].shape
        numeric = numpy.issubdtype(schema.inputs[0].type, numpy.number)
        return int(shape[1]) if len(schema.inputs) == 1 and len(shape) == 2 and numeric else -1
    kinds = {column.type.name for column in schema.inputs if hasattr(column.type, "name")}
    is_plain = all(hasattr(column.type, "name") for column in schema.inputs)
    return len(schema.inputs) if is_plain and kinds <= {"double", "float", "long", "integer", "boolean"} else -1


def _fitted_width(model) -> int:
    native = model.get_raw_model()
    for name in ("n_features_in_", "num_features", "num_feature"):
        value = getattr(native, name, 0)
        value = value() if callable(value) else value
        if value:
            return int(value)
    return 0


def sample_of(folder: str, model, width: int) -> Sample:
    """The example that was saved with the model, or rows that are made."""
    example = model.metadata.load_input_example(folder)
    if isinstance(example, (pandas.DataFrame, numpy.ndarray)) and len(example):
        return Sample(example, True)
    values = numpy.random.default_rng(7).normal(size=(_MADE_ROWS, width)).astype(numpy.float32)
    return Sample(_as_signature(values, model.metadata.get_input_schema()), False)


def _as_signature(values, schema):
    if schema is None:
        return values
    if schema.is_tensor_spec():
        return values.astype(schema.inputs[0].type)
    names = schema.input_names() if schema.has_input_names() else range(values.shape[1])
    frame = pandas.DataFrame(values, columns=list(names))
    kinds = {name: column.type.to_pandas() for name, column in zip(names, schema.inputs)}
    return frame.astype(kinds)
