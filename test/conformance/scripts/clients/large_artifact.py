"""A file of 12 MB goes up and down unchanged."""

import hashlib
import random

import mlflow

from folders import folder, listing


def script(s):
    mlflow.set_experiment("script-large-artifact")
    content = random.Random(7).randbytes(12_000_000)
    with folder({"large.bin": content}) as here, mlflow.start_run(run_name="r") as run:
        mlflow.log_artifact(here / "large.bin", "data")
    s.show("listing", listing(s.client, run.info.run_id))
    with folder() as there:
        mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="data/large.bin", dst_path=there)
        found = (there / "large.bin").read_bytes()
    s.show("same", hashlib.sha256(found).digest() == hashlib.sha256(content).digest())
