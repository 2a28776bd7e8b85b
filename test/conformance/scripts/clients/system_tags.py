"""The tags that the client adds by itself."""

import mlflow


def script(s):
    mlflow.set_experiment("script-system-tags")
    with mlflow.start_run(run_name="r") as run:
        pass
    tags = mlflow.get_run(run.info.run_id).data.tags
    s.show("tags", {key: value for key, value in tags.items() if key.startswith("mlflow.")})
    s.show("user", mlflow.get_run(run.info.run_id).info.user_id == tags["mlflow.user"])
