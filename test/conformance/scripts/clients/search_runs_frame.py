"""Searches runs into a data frame."""

import mlflow

from story import four_runs


def script(s):
    experiment = four_runs(s)
    frame = mlflow.search_runs([experiment], order_by=["attributes.run_name"])
    s.show("columns", sorted(frame.columns))
    s.show("types", {name: str(kind) for name, kind in frame.dtypes.items()})
    s.show("rows", frame)
    s.show("empty", mlflow.search_runs([experiment], "params.lr = 'none'"))
    s.show("default order", mlflow.search_runs([experiment])["tags.mlflow.runName"].tolist())
    s.show("two", mlflow.search_runs([experiment], max_results=2)["tags.mlflow.runName"].tolist())
