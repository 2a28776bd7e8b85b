"""Requests predicted together and answered apart."""

import numpy

from .scoring import JSON, Answer, Scorer, values_body


def answer_batch(scorer: Scorer, requests, most_rows: int):
    """Answers requests of (id, content type, body): yields lists of (id, answer), the joined ones first."""
    joinable, apart = [], []
    for request in requests:
        rows = scorer.read(*request[1:])
        (apart if rows is None or not scorer.direct.joins else joinable).append((request, rows))
    for group in _groups(joinable, most_rows):
        bodies = joined_bodies(scorer.direct, [rows for _, rows in group])
        if bodies is None:
            apart = group + apart
        else:
            yield [(request[0], Answer(200, JSON, body)) for (request, _), body in zip(group, bodies)]
    for (number, content_type, body), rows in apart:
        if rows is None:
            yield [(number, scorer.answer_plain(content_type, body))]
        else:
            yield [(number, scorer.answer_rows(rows, content_type, body))]


def joined_bodies(direct, parts):
    """The body of each part's answer from one prediction; None when that can't be, or is of no use."""
    if len(parts) < 2:
        return None
    try:
        joined = direct.join(parts)
        predictions = direct.predict(joined)
        if not _splits(predictions, joined.count):
            return None
        values = predictions.tolist()
        bodies, start = [], 0
        for part in parts:
            bodies.append(values_body(values[start : start + part.count]))
            start += part.count
        return bodies
    except Exception:
        return None


def _splits(predictions, count: int) -> bool:
    return type(predictions) is numpy.ndarray and predictions.ndim > 0 and predictions.shape[0] == count


def _groups(entries, most_rows: int):
    group, count = [], 0
    for entry in entries:
        rows = entry[1].count
        if group and count + rows > most_rows:
            yield group
            group, count = [], 0
        group.append(entry)
        count += rows
    if group:
        yield group
