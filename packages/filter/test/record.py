"""Records anew what MLflow makes of the texts in cases/*.json: run it with the Python of an installed mlflow."""

import json
import logging
import os
import pathlib
import sys
import tempfile

logging.disable(logging.CRITICAL)

from mlflow.entities import ViewType
from mlflow.exceptions import MlflowException
from mlflow.store.model_registry.sqlalchemy_store import SqlAlchemyStore as RegistryStore
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
from mlflow.utils.search_logged_model_utils import parse_filter_string as parse_logged_model_filter
from mlflow.utils.search_utils import (
    SearchExperimentsUtils,
    SearchModelUtils,
    SearchModelVersionUtils,
    SearchUtils,
)

ALIASES = {
    "created": "start_time",
    "Created": "start_time",
    "run name": "run_name",
    "Run name": "run_name",
    "Run Name": "run_name",
    "timestamp": "last_updated_timestamp",
}

MODEL_ALIASES = {
    "creation_timestamp_ms": "creation_time",
    "last_updated_timestamp_ms": "last_updated_time",
    "artifact_location": "artifact_uri",
}


def field(kind, key):
    kind = "param" if kind == "parameter" else kind
    return f"{kind}:{ALIASES.get(key, key) if kind == 'attribute' else key}"


def model_field(entity):
    kind = entity.type.value.removesuffix("s")
    return f"{kind}:{MODEL_ALIASES.get(entity.key, entity.key) if kind == 'attribute' else entity.key}"


def value(found):
    if isinstance(found, (list, tuple)):
        return [str(item) for item in found]
    return None if found is None else str(found)


def comparisons(parsed):
    return [[field(c["type"], c["key"]), c["comparator"].lower(), value(c["value"])] for c in parsed]


def term(parsed):
    kind, key, ascending = parsed
    return [field(kind, key), "asc" if ascending else "desc"]


class Oracle:
    def __init__(self, folder):
        self.store = SqlAlchemyStore(f"sqlite:///{folder}/oracle.db", f"{folder}/artifacts")
        self.registry = RegistryStore(f"sqlite:///{folder}/oracle.db")

    def runs(self, text):
        self.store.search_runs(["0"], text, ViewType.ALL, max_results=1)
        return comparisons(SearchUtils.parse_search_filter(text))

    def experiments(self, text):
        self.store.search_experiments(ViewType.ALL, max_results=1, filter_string=text)
        return comparisons(SearchExperimentsUtils.parse_search_filter(text))

    def logged_models(self, text):
        self.store.search_logged_models(["0"], text, max_results=1)
        found = parse_logged_model_filter(text)
        return [[model_field(c.entity), c.op.lower(), value(c.value)] for c in found]

    def runs_order(self, text):
        self.store.search_runs(["0"], "", ViewType.ALL, max_results=1, order_by=[text])
        return term(SearchUtils.parse_order_by_for_search_runs(text))

    def experiments_order(self, text):
        self.store.search_experiments(ViewType.ALL, max_results=1, order_by=[text])
        return term(SearchExperimentsUtils.parse_order_by_for_search_experiments(text))

    def registered_models(self, text):
        self.registry.search_registered_models(text, max_results=1)
        return comparisons(SearchModelUtils.parse_search_filter(text))

    def registered_models_order(self, text):
        self.registry.search_registered_models("", max_results=1, order_by=[text])
        key, ascending = SearchUtils.parse_order_by_for_search_registered_models(text)[-2:]
        return term(("attribute", key, ascending))

    def model_versions(self, text):
        self.registry.search_model_versions(text, max_results=1)
        return comparisons(SearchModelVersionUtils.parse_search_filter(text))

    def model_versions_order(self, text):
        self.registry.search_model_versions("", max_results=1, order_by=[text])
        key, ascending = SearchModelVersionUtils.parse_order_by_for_search_model_versions(text)[-2:]
        return term(("attribute", key, ascending))


def record(ask, text):
    """The meaning that MLflow sees in a text, or None where it refuses the text or fails on it."""
    try:
        return ask(text)
    except (MlflowException, ValueError, SyntaxError, TypeError, AttributeError, IndexError, KeyError):
        return None


def main():
    cases_folder = pathlib.Path(__file__).parent / "cases"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MLFLOW_TRACKING_URI"] = f"sqlite:///{folder}/oracle.db"
        oracle = Oracle(folder)
        for path in sorted(cases_folder.glob("*.json")):
            ask = getattr(oracle, path.stem.replace("-", "_"))
            cases = json.loads(path.read_text("utf-8"))
            lines = [
                json.dumps({**case, "mlflow": record(ask, case["text"])}, ensure_ascii=False) for case in cases
            ]
            path.write_text("[\n  " + ",\n  ".join(lines) + "\n]\n", "utf-8")
            print(path.name, len(cases), file=sys.stderr)


main()
