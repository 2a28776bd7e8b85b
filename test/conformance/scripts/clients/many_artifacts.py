"""Sixty small files, uploaded and downloaded at the same time."""

import mlflow

from folders import folder, listing, tree


def script(s):
    mlflow.set_experiment("script-many-artifacts")
    files = {f"{number % 6}/{number}.txt": str(number) * number for number in range(60)}
    with folder(files) as here, mlflow.start_run(run_name="r") as run:
        mlflow.log_artifacts(here)
    s.show("listing", listing(s.client, run.info.run_id))
    with folder() as there:
        mlflow.artifacts.download_artifacts(run_id=run.info.run_id, dst_path=there)
        s.show("same", tree(there) == {name: len(text) for name, text in sorted(files.items())})
