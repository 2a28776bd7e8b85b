"""Data frames made straight from a parsed body, for signatures of named plain columns."""

import json

import numpy
import pandas
from mlflow.models.utils import _enforce_schema
from mlflow.pyfunc.scoring_server import _parse_json_data

_EXACT_INT = 2**53
_TYPES = {
    "double": ({float, int}, numpy.float64),
    "float": ({float, int}, numpy.float32),
    "long": ({int}, numpy.int64),
    "integer": ({int}, numpy.int32),
    "boolean": ({bool}, numpy.bool_),
    "string": ({str}, None),
}
_SAMPLES = {
    "double": (1, 2.5),
    "float": (1, 2.5),
    "long": (1, 2),
    "integer": (1, 2),
    "boolean": (True, False),
    "string": ("a", ""),
}


class Columns:
    """A signature of named columns, each with the JSON types that become its own without loss."""

    joins = True

    def __init__(self, names, kinds):
        self._names = names
        self._order = {name: place for place, name in enumerate(names)}
        self._types = [_TYPES[kind][0] for kind in kinds]
        self._dtypes = [_TYPES[kind][1] for kind in kinds]
        self._one = self._dtypes[0] if len(set(kinds)) == 1 else None
        self._index = pandas.DataFrame({name: [0] for name in names}).columns
        self._readers = {
            "dataframe_split": self._read_split,
            "dataframe_records": self._read_records,
            "inputs": self._read_tf_serving,
            "instances": self._read_tf_serving,
        }
        # The forms of a body of which this way is known to give what MLflow's gives.
        self.forms = frozenset()

    def read(self, key, value):
        """The number of rows and the columns of a body; None for what may need a cast or is an error."""
        reader = self._readers.get(key)
        if reader is None or (key, type(value)) not in self.forms:
            return None
        columns = reader(value)
        return None if columns is None or not self._fits(columns) else (len(columns[0]), columns)

    def build(self, columns):
        """The data frame of columns, laid out in memory as MLflow's."""
        if self._one is None:
            return pandas.DataFrame(
                {
                    name: column if dtype is None else numpy.array(column, dtype)
                    for name, column, dtype in zip(self._names, columns, self._dtypes)
                }
            )
        block = numpy.array(columns, self._one)
        # A view: a model that names the index must not name everyone's.
        return pandas.DataFrame(block.T, columns=self._index.view(), copy=False)

    def join(self, parts):
        """The columns of several bodies, one after another."""
        return [[value for column in columns for value in column] for columns in zip(*parts)]

    def _fits(self, columns) -> bool:
        for column, types, dtype in zip(columns, self._types, self._dtypes):
            found = set(map(type, column))
            if not found <= types:
                return False
            if int in found and not _exact(column, dtype):
                return False
            # NumPy's texts end before a NUL.
            if str in found and any("\0" in text for text in column):
                return False
        return True

    def _read_split(self, value):
        if len(value) != 2:
            return None
        given, data = value.get("columns"), value.get("data")
        if type(given) is not list or type(data) is not list or not data:
            return None
        width = len(self._names)
        if any(type(row) is not list or len(row) != width for row in data):
            return None
        columns = list(zip(*data))
        if given == self._names:
            return columns
        places = {name: place for place, name in enumerate(given)} if _texts(given) else {}
        if len(given) != width or places.keys() != self._order.keys():
            return None
        return [columns[places[name]] for name in self._names]

    def _read_records(self, value):
        width = len(self._names)
        if not value or any(type(row) is not dict or len(row) != width for row in value):
            return None
        try:
            return [[row[name] for row in value] for name in self._names]
        except KeyError:
            return None

    def _read_tf_serving(self, value):
        if type(value) is list:
            return self._read_records(value)
        if value.keys() != self._order.keys():
            return None
        columns = [value[name] for name in self._names]
        length = len(columns[0]) if type(columns[0]) is list else 0
        same = length and all(type(column) is list and len(column) == length for column in columns)
        return columns if same else None


def open_columns(metadata, schema):
    """The short way for a signature of columns; None when it has optional, unnamed or structured ones."""
    names = schema.input_names() if schema.has_input_names() else []
    kinds = [getattr(spec.type, "name", None) for spec in schema.inputs]
    if not names or len(set(names)) != len(names) or not all(spec.required for spec in schema.inputs):
        return None
    if not all(kind in _TYPES for kind in kinds):
        return None
    columns = Columns(names, kinds)
    _find_forms(columns, names, kinds, metadata, schema)
    return columns if columns.forms else None


def _find_forms(columns: Columns, names, kinds, metadata, schema) -> None:
    """Tries each form of a body both ways: versions of MLflow and pandas differ in the frames that they make."""
    values = [list(_SAMPLES[kind]) for kind in kinds]
    records = [dict(zip(names, row)) for row in zip(*values)]
    by_name = dict(zip(names, values))
    samples = [
        ("dataframe_split", {"columns": names, "data": [list(row) for row in zip(*values)]}),
        ("dataframe_records", records),
        ("inputs", by_name),
        ("inputs", records),
        ("instances", by_name),
        ("instances", records),
    ]
    right = set()
    for key, value in samples:
        columns.forms = frozenset({(key, type(value))})
        try:
            parsed = _parse_json_data(json.dumps({key: value}), metadata, schema)
            expected = _enforce_schema(parsed.data, schema)
            if _same_frame(columns.build(columns.read(key, value)[1]), expected):
                right |= columns.forms
        except Exception:
            continue
    columns.forms = frozenset(right)


def _same_frame(ours, theirs) -> bool:
    return (
        list(ours.dtypes) == list(theirs.dtypes)
        and ours.equals(theirs)
        and type(ours.index) is type(theirs.index)
        and ours.columns.dtype == theirs.columns.dtype
        and ours.columns.equals(theirs.columns)
        and ours.to_numpy().flags.c_contiguous == theirs.to_numpy().flags.c_contiguous
    )


def _exact(column, dtype) -> bool:
    """Whether integers survive the cast; the ones that NumPy refuses are refused when the frame is built."""
    if dtype in (numpy.int64, numpy.int32):
        info = numpy.iinfo(dtype)
        return all(info.min <= value <= info.max for value in column)
    return all(-_EXACT_INT <= value <= _EXACT_INT for value in column if type(value) is int)


def _texts(values) -> bool:
    return all(type(value) is str for value in values)
