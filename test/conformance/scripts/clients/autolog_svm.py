"""A scikit-learn SVM on iris, logged by autologging without its model."""

import mlflow
from sklearn import datasets, svm


def script(s):
    mlflow.set_experiment("script-autolog-svm")
    mlflow.sklearn.autolog(log_models=False, silent=True)
    try:
        iris = datasets.load_iris()
        with mlflow.start_run(run_name="svm") as run:
            svm.SVC(C=1.5, kernel="linear").fit(iris.data, iris.target)
    finally:
        mlflow.sklearn.autolog(disable=True)
    found = mlflow.get_run(run.info.run_id)
    s.show("info", found.info)
    s.show("params", found.data.params)
    s.show("metrics", found.data.metrics)
    s.show("tags", found.data.tags)
    s.show("inputs", [(one.dataset.name, one.dataset.digest, one.tags[0].value) for one in found.inputs.dataset_inputs])
    s.show("found", mlflow.search_runs(filter_string="params.kernel = 'linear' AND metrics.training_score > 0.9"))
