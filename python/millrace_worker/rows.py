"""The rows of a request."""

from typing import NamedTuple


class Rows(NamedTuple):
    """The input of a request: `count` rows, in the form that the model's signature asks for."""

    count: int
    values: object
