"""Logs whole folders, and downloads them again."""

import mlflow

from folders import folder, listing, tree

FILES = {"a.txt": "1", "b/c.txt": "22", "b/d/e.txt": "333", "b/d/.hidden": "", "z/größe x.txt": "4"}


def script(s):
    mlflow.set_experiment("script-log-artifacts")
    with folder(FILES) as here, mlflow.start_run(run_name="r") as run:
        mlflow.log_artifacts(here)
        mlflow.log_artifacts(here / "b", artifact_path="copy/of b")
    s.show("listing", listing(s.client, run.info.run_id))
    with folder() as there:
        mlflow.artifacts.download_artifacts(run_id=run.info.run_id, dst_path=there)
        s.show("all", tree(there))
    with folder() as there:
        mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="b/d", dst_path=there)
        s.show("folder", tree(there))
    with folder() as there:
        mlflow.artifacts.download_artifacts(artifact_uri=f"runs:/{run.info.run_id}/copy/of b", dst_path=there)
        s.show("by runs:/", tree(there))
