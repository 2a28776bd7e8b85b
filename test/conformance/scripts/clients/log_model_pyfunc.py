"""Logs a model of one's own, with files and settings that it needs."""

import mlflow
import pandas
from mlflow.pyfunc import PythonModel

from folders import folder
from training import files


class Adder(PythonModel):
    """Adds a number that it reads from a file."""

    def load_context(self, context):
        with open(context.artifacts["number"], encoding="utf-8") as file:
            self.number = int(file.read())

    def predict(self, context, model_input, params=None):
        times = (params or {}).get("times", 1)
        return (model_input["x"] + self.number * times).tolist()


def script(s):
    mlflow.set_experiment("script-log-model-pyfunc")
    rows = pandas.DataFrame({"x": [1, 2, 3]})
    with folder({"number.txt": "40"}) as here, mlflow.start_run(run_name="r") as run:
        info = mlflow.pyfunc.log_model(
            name="adder",
            python_model=Adder(),
            artifacts={"number": str(here / "number.txt")},
            signature=mlflow.models.infer_signature(rows, [41, 42, 43], params={"times": 1}),
            input_example=rows,
            pip_requirements=[],
            registered_model_name="script-adder",
            metadata={"kind": "sum"},
        )
    s.show("files", files(info.artifact_path))
    for uri in [info.model_uri, "models:/script-adder/1", f"runs:/{run.info.run_id}/adder"]:
        loaded = mlflow.pyfunc.load_model(uri)
        s.show("sums", [loaded.predict(rows), loaded.predict(rows, params={"times": 2})])
    s.show("metadata", loaded.metadata.metadata)
    s.show("example", mlflow.artifacts.load_text(f"{info.artifact_path}/input_example.json"))
    with mlflow.start_run(run_name="function"):
        second = mlflow.pyfunc.log_model(name="upper", python_model=lambda texts: [one.upper() for one in texts], pip_requirements=[])
    s.show("function", mlflow.pyfunc.load_model(second.model_uri).predict(["a", "größe"]))
