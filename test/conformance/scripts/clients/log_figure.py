"""Logs figures of matplotlib."""

import matplotlib

matplotlib.use("Agg")

import mlflow
from matplotlib import pyplot

from folders import listing


def script(s):
    mlflow.set_experiment("script-log-figure")
    figure, axes = pyplot.subplots(figsize=(2, 1), dpi=50)
    axes.plot([0, 1], [2, 3])
    with mlflow.start_run(run_name="r") as run:
        mlflow.log_figure(figure, "figure.png")
        mlflow.log_figure(figure, "plots/figure.svg")
        mlflow.log_figure(figure, "plots/figure.pdf")
        uri = run.info.artifact_uri
    pyplot.close(figure)
    s.show("names", [path for path, _, _ in listing(s.client, run.info.run_id)])
    s.show("size", mlflow.artifacts.load_image(f"{uri}/figure.png").size)
    s.show("is svg", "<svg" in mlflow.artifacts.load_text(f"{uri}/plots/figure.svg"))
