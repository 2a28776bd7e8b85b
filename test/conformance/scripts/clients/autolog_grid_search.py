"""A grid search: autologging makes a child run for each of the best candidates."""

import mlflow
from sklearn import datasets, svm
from sklearn.model_selection import GridSearchCV

TIMED = ("time", "_fit_time", "_score_time")


def script(s):
    mlflow.set_experiment("script-autolog-grid")
    mlflow.sklearn.autolog(log_models=False, silent=True, max_tuning_runs=3)
    try:
        iris = datasets.load_iris()
        with mlflow.start_run(run_name="grid") as parent:
            GridSearchCV(svm.SVC(), {"C": [0.5, 1, 2], "kernel": ["linear"]}, cv=3).fit(iris.data, iris.target)
    finally:
        mlflow.sklearn.autolog(disable=True)
    found = mlflow.get_run(parent.info.run_id)
    s.show("params", found.data.params)
    s.show("metrics", steady(found.data.metrics))
    children = s.client.search_runs(
        [parent.info.experiment_id],
        f"tags.mlflow.parentRunId = '{parent.info.run_id}'",
        order_by=["params.C"],
    )
    s.show("children", [(child.data.params, steady(child.data.metrics), child.info.status) for child in children])


def steady(metrics):
    return {key: value for key, value in metrics.items() if not any(word in key for word in TIMED)}
