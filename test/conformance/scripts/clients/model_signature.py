"""A model with signature, input example, metadata and tags."""

import json

import mlflow
from mlflow.models import infer_signature

from training import classifier, files, iris, log_classifier


def script(s):
    mlflow.set_experiment("script-model-signature")
    measures, kinds = iris()
    with mlflow.start_run(run_name="r"):
        info = log_classifier(
            signature=infer_signature(measures, kinds),
            input_example=measures[:2],
            metadata={"team": "größe"},
            tags={"stage": "dev"},
            params={"C": 1.5},
            model_type="classifier",
        )
    s.show("files", files(info.artifact_path))
    found = mlflow.models.get_model_info(info.model_uri)
    s.show("signature", found.signature.to_dict())
    s.show("metadata", found.metadata)
    s.show("flavors", sorted(found.flavors))
    s.show("example", found.saved_input_example_info["artifact_path"])
    s.show("loaded example", mlflow.models.Model.load(info.model_uri).load_input_example().tolist())
    s.show("text", json.loads(mlflow.artifacts.load_text(f"{info.artifact_path}/input_example.json")))
    model = mlflow.get_logged_model(info.model_id)
    s.show("tags", {name: value for name, value in model.tags.items() if not name.startswith("mlflow.")})
    s.show("params", model.params)
    s.show("kind", [model.model_type, model.status, model.name])
    loaded = mlflow.pyfunc.load_model(info.model_uri)
    s.attempt("wrong shape", loaded.predict, measures[:2, :2])
    s.show("right shape", loaded.predict(measures[:2]).tolist() == classifier().predict(measures[:2]).tolist())
    mlflow.models.set_signature(info.artifact_path, infer_signature(measures[:, :1], kinds))
    s.show("changed", mlflow.models.get_model_info(info.artifact_path).signature.to_dict()["inputs"])
