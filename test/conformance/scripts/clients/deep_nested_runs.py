"""Runs nested three deep, and a child named after its parent's id."""

import mlflow


def script(s):
    mlflow.set_experiment("script-deep-nested-runs")
    with mlflow.start_run(run_name="one"):
        with mlflow.start_run(run_name="two", nested=True) as two:
            with mlflow.start_run(run_name="three", nested=True) as three:
                s.show("innermost", three.data.tags["mlflow.parentRunId"] == two.info.run_id)
    with mlflow.start_run(run_name="later", parent_run_id=two.info.run_id) as later:
        pass
    s.show("later", mlflow.get_run(later.info.run_id).data.tags)
    found = mlflow.search_runs(filter_string="tags.mlflow.parentRunId LIKE '%'", order_by=["attributes.run_name"])
    s.show("with a parent", found["tags.mlflow.runName"].tolist())
