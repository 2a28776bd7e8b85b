"""Downloads by run, by URI, into given and temporary folders."""

from pathlib import Path

import mlflow

from folders import folder, tree


def script(s):
    mlflow.set_experiment("script-download-artifacts")
    with mlflow.start_run(run_name="r") as run:
        mlflow.log_text("hello", "a/b.txt")
        mlflow.log_text("there", "a/c/d.txt")
    run_id, uri = run.info.run_id, run.info.artifact_uri
    s.show("temporary", Path(mlflow.artifacts.download_artifacts(run_id=run_id, artifact_path="a/b.txt")).read_text())
    for name, wanted in {
        "run": {"run_id": run_id, "artifact_path": "a"},
        "runs:/": {"artifact_uri": f"runs:/{run_id}/a"},
        "proxy": {"artifact_uri": f"{uri}/a"},
        "file": {"artifact_uri": f"{uri}/a/c/d.txt"},
        "whole run": {"artifact_uri": f"runs:/{run_id}/"},
    }.items():
        with folder() as there:
            mlflow.artifacts.download_artifacts(**wanted, dst_path=there)
            s.show(name, tree(there))
    with folder() as there:
        s.show("client", Path(s.client.download_artifacts(run_id, "a/b.txt", str(there))).read_text())
        s.attempt("missing file", mlflow.artifacts.download_artifacts, run_id=run_id, artifact_path="x", dst_path=there)
        s.attempt("missing run", mlflow.artifacts.download_artifacts, artifact_uri=f"runs:/{'0' * 32}/a", dst_path=there)
        s.attempt("both", mlflow.artifacts.download_artifacts, run_id=run_id, artifact_uri=uri)
        s.show("nothing left", tree(there))
