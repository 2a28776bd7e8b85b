"""Keys that can't be."""

import mlflow

KEYS = ["", "a//b", "a/", "/a", "../a", ".", "..", "a$", "a\nb", "a=b", "a\\b", "a*"]


def script(s):
    mlflow.set_experiment("script-bad-keys")
    with mlflow.start_run(run_name="r") as run:
        for key in KEYS:
            s.attempt(f"param {key!r}", mlflow.log_param, key, 1)
            s.attempt(f"metric {key!r}", mlflow.log_metric, key, 1)
            s.attempt(f"tag {key!r}", mlflow.set_tag, key, 1)
    s.show("nothing", mlflow.get_run(run.info.run_id).data.params)
