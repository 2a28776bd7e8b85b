"""A parent with children, found by their parent."""

import mlflow


def script(s):
    mlflow.set_experiment("script-nested-runs")
    with mlflow.start_run(run_name="parent") as parent:
        for number in range(3):
            with mlflow.start_run(run_name=f"child {number}", nested=True):
                mlflow.log_metric("number", number)
        s.attempt("not nested", mlflow.start_run, run_name="refused")
    of_parent = f"tags.mlflow.parentRunId = '{parent.info.run_id}'"
    children = mlflow.search_runs(filter_string=of_parent, order_by=["metrics.number"], output_format="list")
    s.show("children", children)
    s.show("parent of a child", mlflow.get_parent_run(children[0].info.run_id).info)
    s.show("parent of the parent", mlflow.get_parent_run(parent.info.run_id))
