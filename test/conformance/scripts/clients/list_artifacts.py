"""Lists artifacts in every way that the client has."""

import mlflow


def script(s):
    mlflow.set_experiment("script-list-artifacts")
    with mlflow.start_run(run_name="r") as run:
        for name in ["b.txt", "a.txt", "sub/x.txt", "sub/deep/y.txt", "Z.txt", "ä.txt"]:
            mlflow.log_text(name, name)
    run_id = run.info.run_id
    s.show("root", s.client.list_artifacts(run_id))
    s.show("folder", s.client.list_artifacts(run_id, "sub"))
    s.show("deep", s.client.list_artifacts(run_id, "sub/deep"))
    s.show("file", s.client.list_artifacts(run_id, "a.txt"))
    s.show("missing", s.client.list_artifacts(run_id, "nothing"))
    s.show("by run", mlflow.artifacts.list_artifacts(run_id=run_id, artifact_path="sub"))
    s.show("by runs:/", mlflow.artifacts.list_artifacts(artifact_uri=f"runs:/{run_id}/sub"))
    s.show("by proxy", mlflow.artifacts.list_artifacts(artifact_uri=f"{run.info.artifact_uri}/sub"))
    s.attempt("missing run", s.client.list_artifacts, "0" * 32)
    s.attempt("climbing", s.client.list_artifacts, run_id, "../..")
    s.attempt("absolute", s.client.list_artifacts, run_id, "/etc")
