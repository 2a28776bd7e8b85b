"""Logs pictures under a name, and under a key and step."""

import re

import mlflow
import numpy
from PIL import Image

from folders import listing

UNIQUE = re.compile(r"timestamp\+\d+\+[0-9a-f-]{36}")


def script(s):
    mlflow.set_experiment("script-log-image")
    pixels = numpy.arange(48, dtype=numpy.uint8).reshape(4, 4, 3)
    with mlflow.start_run(run_name="r") as run:
        mlflow.log_image(pixels, "numpy.png")
        mlflow.log_image(Image.new("RGB", (5, 3), (255, 0, 0)), "pil/red.png")
        mlflow.log_image(pixels, key="steps", step=0, synchronous=True)
        mlflow.log_image(pixels, key="steps", step=10, timestamp=1_700_000_000_000, synchronous=True)
        uri = run.info.artifact_uri
    found = mlflow.artifacts.load_image(f"{uri}/numpy.png")
    s.show("pixels kept", bool((numpy.array(found) == pixels).all()))
    s.show("size", mlflow.artifacts.load_image(f"{uri}/pil/red.png").size)
    names = [(UNIQUE.sub("#", path), is_dir) for path, is_dir, _ in listing(s.client, run.info.run_id)]
    s.show("listing", sorted(names))
    s.show("tags", mlflow.get_run(run.info.run_id).data.tags)
