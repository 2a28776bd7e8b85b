"""The proof that a model gives each row the same bytes alone and among others."""

import json
import os
import random
import time

from .batch import joined_bodies
from .rows import Rows
from .scoring import Scorer, predictions_body

_SECONDS = 2.0
_EXAMPLE = "serving_input_example.json"


def why_alone(scorer: Scorer, most_rows: int) -> str:
    """Why requests have to be predicted one by one; empty when they may share a prediction."""
    direct = scorer.direct
    if direct is None or not direct.joins:
        return "the kind of model or its signature does not allow it"
    example = _example_rows(scorer)
    if example is None:
        return "the model has no input example of rows to try it with"
    end = time.monotonic() + _SECONDS
    sizes = sorted({2, 3, 7, 16, 33, most_rows})
    try:
        alone = []
        for row in _rows(example, sizes[-1]):
            alone.append((row, predictions_body(direct.predict(row))))
            if time.monotonic() > end:
                break
        return "" if _agree(direct, alone, sizes) else "rows of the input example get other answers among others"
    except Exception as error:
        return f"rows of the input example can't be predicted one by one ({type(error).__name__})"


def _agree(direct, alone, sizes) -> bool:
    sizes = [size for size in sizes if size <= len(alone)]
    for size in sizes:
        for start in {0, len(alone) - size}:
            some = alone[start : start + size]
            if joined_bodies(direct, [row for row, _ in some]) != [body for _, body in some]:
                return False
    return len(sizes) > 0


def _example_rows(scorer: Scorer):
    try:
        with open(os.path.join(scorer.folder, _EXAMPLE), encoding="utf-8") as file:
            document = json.load(file)
    except (OSError, ValueError):
        return None
    if type(document) is dict and document.get("params", 0) in (None, {}):
        del document["params"]
    return scorer.direct.read(document)


def _rows(example: Rows, count: int):
    """Single rows: the example's own, one of them again, and more that differ from them in their fractions."""
    chance = random.Random(count)
    for number in range(count):
        place = number % example.count
        again = number < example.count or number % 8 == 0
        yield Rows(1, _row(example.values, place, 1.0 if again else chance.uniform(0.5, 1.5)))


def _row(values, place: int, factor: float):
    if isinstance(values, list):
        return [[_scaled(column[place], factor)] for column in values]
    row = values[place : place + 1]
    return (row * factor).astype(row.dtype) if row.dtype.kind == "f" else row


def _scaled(value, factor: float):
    return value * factor if type(value) is float else value
