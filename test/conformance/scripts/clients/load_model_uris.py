"""Loads versions of a registered model by every kind of address."""

import mlflow
from mlflow.pyfunc import PythonModel

NAME = "script-load"


class Constant(PythonModel):
    """Answers its own number."""

    def __init__(self, number):
        self.number = number

    def predict(self, context, model_input):
        return self.number


def script(s):
    mlflow.set_experiment("script-load-model-uris")
    with mlflow.start_run(run_name="r"):
        for number in range(1, 4):
            mlflow.pyfunc.log_model(
                name=f"model-{number}", python_model=Constant(number), pip_requirements=[], registered_model_name=NAME
            )
    s.client.transition_model_version_stage(NAME, "1", "Production")
    s.client.transition_model_version_stage(NAME, "2", "Staging")
    s.client.set_registered_model_alias(NAME, "best", "2")
    s.client.set_registered_model_alias(NAME, "Production", "3")
    for uri in [
        f"models:/{NAME}/1",
        f"models:/{NAME}/2",
        f"models:/{NAME}/latest",
        f"models:/{NAME}/Production",
        f"models:/{NAME}/production",
        f"models:/{NAME}/Staging",
        f"models:/{NAME}@best",
        f"models:/{NAME}@Production",
    ]:
        s.show(uri, mlflow.pyfunc.load_model(uri).predict([1]))
    s.client.set_registered_model_alias(NAME, "best", "3")
    s.client.transition_model_version_stage(NAME, "3", "Production", archive_existing_versions=True)
    s.show("alias moved", mlflow.pyfunc.load_model(f"models:/{NAME}@best").predict([1]))
    s.show("stage moved", mlflow.pyfunc.load_model(f"models:/{NAME}/Production").predict([1]))
    for uri in [f"models:/{NAME}/9", f"models:/{NAME}/None", f"models:/{NAME}@none", f"models:/{NAME}-none/1", "models:/"]:
        s.attempt(uri, lambda: mlflow.pyfunc.load_model(uri).predict([1]))
