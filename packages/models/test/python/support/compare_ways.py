"""Asks models generated bodies in the short way, in batches and in MLflow's way alone; all must answer alike.

Arguments: the folder of the models, how many bodies each gets, and the number that chance starts with.
"""

import json
import logging
import os
import random
import sys
import warnings

from millrace_worker.batch import answer_batch
from millrace_worker.scoring import JSON, load_scorer

warnings.simplefilter("ignore")
logging.disable(logging.WARNING)
root, count, chance = sys.argv[1], int(sys.argv[2]), random.Random(int(sys.argv[3]))

GOOD = {
    "double": lambda: chance.choice([0, -0.0, 1, -7, 2.5, 1e300, 5e-324, 2**53, float("nan"), float("inf"), 0.1, 3]),
    "float": lambda: chance.choice([0, 1, 16777217, 0.1, -2.5, 1e-50, 1e300, float("-inf"), float("nan"), 2**53 - 1]),
    "long": lambda: chance.choice([0, 1, -1, 2**63 - 1, -(2**63), 2**53 + 1]),
    "integer": lambda: chance.choice([0, 1, -1, 2**31 - 1, -(2**31)]),
    "boolean": lambda: chance.choice([True, False]),
    "string": lambda: chance.choice(["", "a", "é\U0001f600", "1", "nan", "NULL", " x ", "a\0", "\0b", "refuse", "\ud800"]),
}
ODD = [None, 2**53 + 1, 2**63, 2**64, 10**400, 2**31, 1.5, 1.0, 0, 1, "1", "x", "", True, [], [1], {}, float("nan")]


def cell(kind):
    return chance.choice(ODD) if chance.random() < 0.04 else GOOD[kind]()


def document(specs):
    names = [name for name, _ in specs]
    rows = [[cell(kind) for _, kind in specs] for _ in range(chance.choice([0, 1, 1, 1, 2, 3, 9]))]
    if chance.random() < 0.2:
        order = chance.sample(range(len(names)), len(names))
        names, rows = [names[place] for place in order], [[row[place] for place in order] for row in rows]
    if chance.random() < 0.05:
        names = chance.choice([names[:-1], [*names, "more"], [*names[:-1], names[0]], None])
    if chance.random() < 0.05 and rows:
        rows[chance.randrange(len(rows))].append(1)
    split = {"columns": names, "data": rows}
    if chance.random() < 0.05:
        split["index"] = list(range(len(rows)))[::-1]
    records = [dict(zip(names or [], row)) for row in rows]
    by_name = {name: [row[place] for row in rows if place < len(row)] for place, name in enumerate(names or [])}
    key, value = chance.choice(
        [("dataframe_split", split), ("dataframe_records", records)]
        + [(key, value) for key in ("inputs", "instances") for value in (by_name, records, rows)]
    )
    return around(key, value)


def tensor_document():
    width = chance.choice([4, 4, 4, 4, 4, 3])
    rows = [[cell("double") for _ in range(width)] for _ in range(chance.choice([0, 1, 1, 2, 5]))]
    value = chance.choice([rows, rows, rows, rows[0] if rows else 1, {"a": rows}])
    return around(chance.choice(["inputs", "instances", "dataframe_split"]), value)


def around(key, value):
    whole = {key: value}
    if chance.random() < 0.05:
        whole.update(chance.choice([{"params": {}}, {"params": None}, {"inputs": 1}, {"more": 1}, {"prompt": "x"}]))
    text = json.dumps(whole)
    return text[:-1] if chance.random() < 0.01 else text


def ask(name):
    folder = os.path.join(root, name)
    scorer = load_scorer(folder)
    schema = scorer._schema
    specs = [] if schema.is_tensor_spec() else [(spec.name, spec.type.name) for spec in schema.inputs]
    bodies = [(tensor_document() if not specs else document(specs)).encode("utf-8") for _ in range(count)]
    types = [chance.choice([JSON, JSON, JSON, "application/json; charset=utf-8", "text/csv"]) for _ in bodies]
    requests = [(number, types[number], body) for number, body in enumerate(bodies)]
    together = {}
    for start in range(0, count, 16):
        for answers in answer_batch(scorer, requests[start : start + 16], chance.choice([2, 8, 64])):
            together.update(answers)
    short = good = 0
    for number, content_type, body in requests:
        plain = scorer.answer_plain(content_type, body)
        good += plain.status == 200
        short += scorer.read(content_type, body) is not None
        for way, answer in (("short", scorer.answer(content_type, body)), ("together", together[number])):
            if answer != plain:
                sys.exit(f"{name} {way}: {content_type} {body!r}\n{answer}\n{plain}")
    print(json.dumps({"model": name, "good": good, "short": short, "forms": len(getattr(scorer.direct._form, "forms", ""))}))
    # The answers alike would prove little if nothing went the short way.
    if short < count // 8 or good < count // 10:
        sys.exit(f"{name}: of {count} bodies only {short} went the short way, {good} were good.")


for name in ("svc", "mixed", "double", "float", "long", "integer", "boolean", "string", "tensor", "tensor32"):
    ask(name)
