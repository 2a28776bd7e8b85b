"""A small model that several scripts log, and what is the same of a logged model wherever it is logged."""

import warnings

import mlflow
from sklearn import datasets, svm

warnings.filterwarnings("ignore", category=FutureWarning)
warnings.filterwarnings("ignore", category=UserWarning)


def iris():
    """Measures and kinds of 150 flowers."""
    return datasets.load_iris(return_X_y=True)


def classifier():
    """A support vector machine that has learnt iris."""
    measures, kinds = iris()
    return svm.SVC(C=1.5, kernel="linear").fit(measures, kinds)


def log_classifier(name="model", **more):
    """Logs it; without requirements, which MLflow would find by loading the model in another process."""
    return mlflow.sklearn.log_model(classifier(), name=name, pip_requirements=[], **more)


def predictions(model):
    """What a loaded model says about five flowers."""
    measures, _ = iris()
    return [int(kind) for kind in model.predict(measures[::30])]


def files(uri):
    """The paths of all files below an artifact URI."""
    found = []
    for item in mlflow.artifacts.list_artifacts(artifact_uri=uri):
        found.extend(files(f"{uri}/{item.path.rsplit('/', 1)[-1]}") if item.is_dir else [item.path])
    return sorted(found)
